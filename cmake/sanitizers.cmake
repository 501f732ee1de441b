# MPGRADE_SANITIZE: a list for -fsanitize=, set by the presets.
set(MPGRADE_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")
option(MPGRADE_FUZZ "Build the libFuzzer targets" OFF)
if(MPGRADE_SANITIZE)
  add_compile_options(-fsanitize=${MPGRADE_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${MPGRADE_SANITIZE})
endif()
if(MPGRADE_FUZZ)
  # The targets alone get libFuzzer's main; everything else tells it what was reached.
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

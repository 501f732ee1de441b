# How a test is declared: one function per kind; each adds a ctest test with the kind as label.
#   mpgrade_unit_test(<name> SOURCES a.c ... USES library ... [TIMEOUT seconds])
#       Criterion, without sandbox or director
#   mpgrade_kernel_test(<name> SOURCES a.c ... USES library ... [TIMEOUT seconds])
#       Criterion, needs the sandbox; runs alone, for time and memory are measured
#   mpgrade_cli_test(<name> SCRIPT x.sh [LABEL label] [TIMEOUT seconds])
#       a shell script that drives the built program, $MPGRADE
# A test that has to be skipped exits with status 77 and prints its reason. A TIMEOUT only guards
# against hanging: it is wide enough for a busy machine and for the sanitizers.

# What every test sees: nothing of the person's own settings.
set(MPGRADE_TEST_ENVIRONMENT LC_ALL=C TZ=UTC NO_COLOR=1 TERM=dumb
    ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
    MPGRADE_SOURCE=${PROJECT_SOURCE_DIR} MPGRADE_BINARY=${PROJECT_BINARY_DIR})

function(mpgrade_criterion_test name label)
  cmake_parse_arguments(PARSE_ARGV 2 test "" "TIMEOUT" "SOURCES;USES")
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 300)
  endif()
  add_executable(test_${name} ${test_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${test_USES} PkgConfig::CRITERION)
  add_test(NAME ${label}.${name} COMMAND test_${name} --jobs=1 --short-filename)
  set_tests_properties(${label}.${name} PROPERTIES LABELS ${label} TIMEOUT ${test_TIMEOUT}
                       SKIP_RETURN_CODE 77 ENVIRONMENT "${MPGRADE_TEST_ENVIRONMENT}")
endfunction()

# Builds the unit tests and what they need, nothing else: all that the sanitizers' build runs.
add_custom_target(unit_tests)

function(mpgrade_unit_test name)
  mpgrade_criterion_test(${name} unit ${ARGN})
  add_dependencies(unit_tests test_${name})
endfunction()

function(mpgrade_kernel_test name)
  mpgrade_criterion_test(${name} kernel ${ARGN})
  set_tests_properties(kernel.${name} PROPERTIES RUN_SERIAL TRUE)
endfunction()

function(mpgrade_cli_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "SCRIPT;LABEL;TIMEOUT" "")
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 300)
  endif()
  if(NOT test_LABEL)
    set(test_LABEL cli)
  endif()
  add_test(NAME ${test_LABEL}.${name}
           COMMAND bash ${CMAKE_CURRENT_SOURCE_DIR}/${test_SCRIPT}
           WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  set_tests_properties(${test_LABEL}.${name} PROPERTIES LABELS ${test_LABEL}
                       TIMEOUT ${test_TIMEOUT} SKIP_RETURN_CODE 77
    ENVIRONMENT "${MPGRADE_TEST_ENVIRONMENT};MPGRADE=$<TARGET_FILE:mpgrade_program>")
endfunction()

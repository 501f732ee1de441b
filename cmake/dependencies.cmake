# Every library that mpgrade stands on, found with pkg-config. Debian packages: README.md.
find_package(PkgConfig REQUIRED)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp>=2.5)
pkg_check_modules(GIT2 REQUIRED IMPORTED_TARGET libgit2>=1.1)
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson>=1.7)
pkg_check_modules(DW REQUIRED IMPORTED_TARGET libdw>=0.180)
if(MPGRADE_TESTS OR NOT DEFINED MPGRADE_TESTS)
  pkg_check_modules(CRITERION REQUIRED IMPORTED_TARGET criterion>=2.3)
endif()

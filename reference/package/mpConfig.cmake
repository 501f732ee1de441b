# SPDX-License-Identifier: MIT
# find_package(mp): the targets mp::mp (static) and mp::mp_shared.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include(${CMAKE_CURRENT_LIST_DIR}/mpTargets.cmake)

# What others link: the floors up to engine/library in one library, static and shared, and all that an installed tree
# needs to be found: headers, tables, a CMake package, a pkg-config file.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(FENGLU_LIBRARY_FLOORS diagnostic number calendar formula policy plan run explain library)
set(objects "")
foreach(floor ${FENGLU_LIBRARY_FLOORS})
  list(APPEND objects $<TARGET_OBJECTS:fenglu_${floor}>)
endforeach()
foreach(level portable avx2 avx512)
  if(TARGET fenglu_run_${level})
    list(APPEND objects $<TARGET_OBJECTS:fenglu_run_${level}>)
  endif()
endforeach()
set(tables_folder ${CMAKE_INSTALL_FULL_DATADIR}/fenglu/tables)
if(DEFINED FENGLU_TABLES_FOLDER)
  set(tables_folder "${FENGLU_TABLES_FOLDER}")  # who embeds the library says so itself
elseif(NOT PROJECT_IS_TOP_LEVEL)
  set(tables_folder ${PROJECT_SOURCE_DIR}/tables)  # a part of another project: as they lie
endif()
set_source_files_properties(${PROJECT_SOURCE_DIR}/engine/library/load.cpp TARGET_DIRECTORY fenglu_library
                            PROPERTIES COMPILE_DEFINITIONS FENGLU_TABLES_FOLDER="${tables_folder}")

# fenglu_static or fenglu_shared.
function(fenglu_library kind type)
  add_library(fenglu_${kind} ${type} ${objects})
  set_target_properties(fenglu_${kind} PROPERTIES OUTPUT_NAME fenglu EXPORT_NAME ${kind} LINKER_LANGUAGE CXX
                        VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
  target_compile_features(fenglu_${kind} INTERFACE cxx_std_20)
  target_include_directories(fenglu_${kind} INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(fenglu_${kind} ${ARGN} Threads::Threads ${CMAKE_DL_LIBS})
  add_library(fenglu::${kind} ALIAS fenglu_${kind})
  install(TARGETS fenglu_${kind} EXPORT fenglu COMPONENT library
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
endfunction()

# fenglu::fenglu is the shared one where shared libraries are built, as elsewhere in CMake.
fenglu_library(static STATIC INTERFACE)
set(usual static)
if(BUILD_SHARED_LIBS)
  set(usual shared)
  fenglu_library(shared SHARED PRIVATE)
  set(exported ${PROJECT_SOURCE_DIR}/cmake/exported.map)
  target_link_options(fenglu_shared PRIVATE -Wl,--version-script=${exported} -Wl,--no-undefined
                      $<$<BOOL:${FENGLU_SANITIZE}>:-fsanitize=${FENGLU_SANITIZERS}>)
  set_target_properties(fenglu_shared PROPERTIES LINK_DEPENDS ${exported})
endif()
add_library(fenglu::fenglu ALIAS fenglu_${usual})

# cmake --build DIR --target library, then cmake --install DIR --component library.
add_custom_target(library DEPENDS fenglu_static $<TARGET_NAME_IF_EXISTS:fenglu_shared>)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/fenglu)
install(EXPORT fenglu NAMESPACE fenglu:: FILE fengluTargets.cmake DESTINATION ${package} COMPONENT library)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/fenglu DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library
        FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/tables DESTINATION ${CMAKE_INSTALL_DATADIR}/fenglu COMPONENT library)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples/embed/ DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/fenglu/examples COMPONENT library)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/fengluConfig.cmake.in ${PROJECT_BINARY_DIR}/fengluConfig.cmake
                              INSTALL_DESTINATION ${package} PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/fengluConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/fengluConfig.cmake ${PROJECT_BINARY_DIR}/fengluConfigVersion.cmake
        DESTINATION ${package} COMPONENT library)
file(RELATIVE_PATH up ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${PROJECT_SOURCE_DIR}/cmake/fenglu.pc.in ${PROJECT_BINARY_DIR}/fenglu.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/fenglu.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT library)

# The kernels of engine/run/levels, compiled once for each level of the processor; which one runs is decided when it runs.
function(fenglu_level target level)
  add_library(${target}_${level} OBJECT ${PROJECT_SOURCE_DIR}/engine/run/levels/kernels.cpp)
  target_link_libraries(${target}_${level} PRIVATE fenglu_plan)
  target_compile_definitions(${target}_${level} PRIVATE FENGLU_LEVEL=${level})
  # The kernels neither trap nor look at errno: without these flags floor() isn't done in lanes. What they do with
  # floating point is exact (engine/plan/tier.hpp).
  target_compile_options(${target}_${level} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-ftree-vectorize;-fvect-cost-model=dynamic> -fno-trapping-math -fno-math-errno ${ARGN})
  set_target_properties(${target}_${level} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON POSITION_INDEPENDENT_CODE ON)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_${level}>)
endfunction()

function(fenglu_levels target)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_definitions(${target} PRIVATE FENGLU_X86_LEVELS)
    fenglu_level(${target} portable -march=x86-64-v2)
    fenglu_level(${target} avx2 -march=x86-64-v3)
    fenglu_level(${target} avx512 -march=x86-64-v4 -mprefer-vector-width=512)
  else()
    fenglu_level(${target} portable)
  endif()
endfunction()

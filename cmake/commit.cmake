# Writes OUT with the commit the sources are at ("+" if they differ from it); run at every build, so
# that a result never names a commit it was not made from. Touches OUT only when that changed.
set(commit unknown)
find_package(Git QUIET)
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} rev-parse HEAD
                  OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed)
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} status --porcelain -uno -- model CMakeLists.txt
                    OUTPUT_VARIABLE changes ERROR_QUIET)
    set(commit ${head})
    if(changes)
      string(APPEND commit "+")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${OUT} CONTENT "#define RANGIFER_COMMIT \"${commit}\"\n#define RANGIFER_VERSION \"${VERSION}\"\n")

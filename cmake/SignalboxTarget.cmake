# What every target of ours is built with, and the one way to declare a module.
option(SIGNALBOX_WERROR "Treat warnings as errors" OFF)
option(SIGNALBOX_PRECOMPILE "Precompile the Qt and standard headers that most files include" ON)
set(SIGNALBOX_SANITIZERS "" CACHE STRING "Semicolon list: address;undefined or thread")

set(CMAKE_CXX_EXTENSIONS OFF)

# ccache is used where it is installed; SIGNALBOX_CCACHE=OFF leaves it out.
option(SIGNALBOX_CCACHE "Compile through ccache when it is installed" ON)
find_program(SIGNALBOX_CCACHE_PROGRAM ccache)
mark_as_advanced(SIGNALBOX_CCACHE_PROGRAM)
if(SIGNALBOX_CCACHE AND SIGNALBOX_CCACHE_PROGRAM)
    # Precompiled headers are cached only when ccache may ignore their time stamps.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${SIGNALBOX_CCACHE_PROGRAM})
endif()

add_library(signalbox_build_settings INTERFACE)
target_compile_features(signalbox_build_settings INTERFACE cxx_std_20)
target_compile_options(signalbox_build_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    $<$<BOOL:${SIGNALBOX_WERROR}>:-Werror>)
target_compile_definitions(signalbox_build_settings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_CONTEXTLESS_CONNECT QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH
    QT_NO_JAVA_STYLE_ITERATORS QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
foreach(sanitizer IN LISTS SIGNALBOX_SANITIZERS)
    target_compile_options(signalbox_build_settings INTERFACE
        -fsanitize=${sanitizer} -fno-omit-frame-pointer)
    target_link_options(signalbox_build_settings INTERFACE -fsanitize=${sanitizer})
endforeach()

# signalbox_add_module(models PUBLIC_LINK Qt6::Core PRIVATE_LINK ... PRECOMPILE <QString> ...)
#
# A module is one static library made of every .h and .cpp below its folder. The files are found by
# a glob that is checked again at every build: the folder is the list.
function(signalbox_add_module name)
    cmake_parse_arguments(ARG "" "" "PUBLIC_LINK;PRIVATE_LINK;PRECOMPILE" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS
        "${CMAKE_CURRENT_SOURCE_DIR}/*.h" "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    qt_add_library(signalbox_${name} STATIC ${sources})
    add_library(Signalbox::${name} ALIAS signalbox_${name})
    target_include_directories(signalbox_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(signalbox_${name}
        PUBLIC signalbox_build_settings ${ARG_PUBLIC_LINK}
        PRIVATE ${ARG_PRIVATE_LINK})
    if(SIGNALBOX_PRECOMPILE)
        target_precompile_headers(signalbox_${name} PRIVATE ${ARG_PRECOMPILE})
    endif()
endfunction()

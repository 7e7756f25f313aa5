# What every target of ours is built with, and the one way to declare a module.
option(SIGNALBOX_WERROR "Treat warnings as errors" OFF)
option(SIGNALBOX_PRECOMPILE "Precompile the Qt and standard headers that most files include" ON)
option(SIGNALBOX_UNITY "Compile the files of a folder together: a whole build takes half the time" OFF)
option(SIGNALBOX_SHARED_MODULES "Link the modules as shared libraries: hundreds of test programs stay small" OFF)
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

# Two hundred test programs are linked in a whole build; mold does that in a tenth of the time.
option(SIGNALBOX_MOLD "Link debug builds with mold when it is installed" ON)
find_program(SIGNALBOX_MOLD_PROGRAM mold)
mark_as_advanced(SIGNALBOX_MOLD_PROGRAM)

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
if(SIGNALBOX_MOLD AND SIGNALBOX_MOLD_PROGRAM
    AND (NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1))
    target_link_options(signalbox_build_settings INTERFACE $<$<CONFIG:Debug>:-fuse-ld=mold>)
endif()
# simdjson's on-demand reader is chosen when compiling, not when running: without these it falls back
# to plain byte loops, several times slower on long prompts. Every x86-64 processor since 2010 has them.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(signalbox_build_settings INTERFACE -msse4.2 -mpclmul)
endif()
foreach(sanitizer IN LISTS SIGNALBOX_SANITIZERS)
    target_compile_options(signalbox_build_settings INTERFACE
        -fsanitize=${sanitizer} -fno-omit-frame-pointer)
    target_link_options(signalbox_build_settings INTERFACE -fsanitize=${sanitizer})
endforeach()
# These look at every access through a pointer, which is a third of the time a whole build takes, and
# AddressSanitizer stops at nearly all that they would find.
if("undefined" IN_LIST SIGNALBOX_SANITIZERS)
    target_compile_options(signalbox_build_settings INTERFACE
        -fno-sanitize=null,alignment,object-size,vptr)
endif()
# Compiles the files of one folder, sixteen at a time, as one. Files whose names match a pattern of
# `alone` stay by themselves: siblings that call the same step the same, such as the writers of two
# dialects.
function(signalbox_unite target sources alone)
    if(NOT SIGNALBOX_UNITY)
        return()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    foreach(source IN LISTS sources)
        cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" OUTPUT_VARIABLE name)
        set(is_alone FALSE)
        foreach(pattern IN LISTS alone)
            if(name MATCHES "${pattern}")
                set(is_alone TRUE)
            endif()
        endforeach()
        if(is_alone OR NOT name MATCHES "\\.cpp$")
            continue()
        endif()
        cmake_path(GET name PARENT_PATH folder)
        string(MAKE_C_IDENTIFIER "in_${folder}" folder)
        if(NOT DEFINED count_${folder})
            set(count_${folder} 0)
        endif()
        math(EXPR part "${count_${folder}} / 16")
        math(EXPR count_${folder} "${count_${folder}} + 1")
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${folder}_${part}")
    endforeach()
endfunction()

# signalbox_add_module(models PUBLIC_LINK Qt6::Core PRIVATE_LINK ... PRECOMPILE <QString> ... ALONE ...)
#
# A module is one library made of every .h and .cpp below its folder: static in what is shipped,
# shared where hundreds of test programs would each carry a copy, which with sanitizers is tens of
# gigabytes. The files are found by a glob that is checked again at every build: the folder is the list.
# A precompiled header counts as one of the system, without warnings: of ours, PRECOMPILE names only
# those of another module.
function(signalbox_add_module name)
    cmake_parse_arguments(ARG "" "" "PUBLIC_LINK;PRIVATE_LINK;PRECOMPILE;ALONE" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS
        "${CMAKE_CURRENT_SOURCE_DIR}/*.h" "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    set(kind STATIC)
    if(SIGNALBOX_SHARED_MODULES)
        set(kind SHARED)
    endif()
    qt_add_library(signalbox_${name} ${kind} ${sources})
    add_library(Signalbox::${name} ALIAS signalbox_${name})
    target_include_directories(signalbox_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(signalbox_${name}
        PUBLIC signalbox_build_settings ${ARG_PUBLIC_LINK}
        PRIVATE ${ARG_PRIVATE_LINK})
    if(SIGNALBOX_PRECOMPILE)
        target_precompile_headers(signalbox_${name} PRIVATE ${ARG_PRECOMPILE})
    endif()
    signalbox_unite(signalbox_${name} "${sources}" "${ARG_ALONE}")
endfunction()

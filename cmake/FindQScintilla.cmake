# The text editor widget of the rule editor. Ships no CMake configuration of its own.
# Defines QScintilla::QScintilla.
find_package(Qt6 REQUIRED COMPONENTS Widgets)
find_library(QScintilla_LIBRARY NAMES qscintilla2_qt6)
get_target_property(qt_folders Qt6::Widgets INTERFACE_INCLUDE_DIRECTORIES)
find_path(QScintilla_INCLUDE_DIR Qsci/qsciscintilla.h HINTS ${qt_folders} PATH_SUFFIXES qt6
    ../)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QScintilla
    REQUIRED_VARS QScintilla_LIBRARY QScintilla_INCLUDE_DIR)
if(QScintilla_FOUND AND NOT TARGET QScintilla::QScintilla)
    add_library(QScintilla::QScintilla UNKNOWN IMPORTED)
    set_target_properties(QScintilla::QScintilla PROPERTIES
        IMPORTED_LOCATION ${QScintilla_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${QScintilla_INCLUDE_DIR}
        INTERFACE_LINK_LIBRARIES Qt6::Widgets)
endif()

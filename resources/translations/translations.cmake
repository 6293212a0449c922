# The window in other languages than English: plumbline_<language>.ts here, compiled into <target>. Without Qt's tools
# for translations everything builds all the same, in English only. No build writes into this folder: that is what the
# target plumbline_lupdate is for, which takes the texts out of the source anew.
function(plumbline_translate target)
    set(tools ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS})
    find_program(PLUMBLINE_LUPDATE NAMES lupdate-qt6 lupdate HINTS ${tools})
    find_program(PLUMBLINE_LRELEASE NAMES lrelease-qt6 lrelease HINTS ${tools})
    if(NOT PLUMBLINE_LRELEASE)
        message(STATUS "No lrelease (qt6-l10n-tools): the window is in English only")
        return()
    endif()
    set(compiled ${CMAKE_CURRENT_BINARY_DIR}/translations)
    file(MAKE_DIRECTORY ${compiled})
    set(files "")
    foreach(language IN LISTS ARGN)
        set(text ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plumbline_${language}.ts)
        add_custom_command(OUTPUT ${compiled}/plumbline_${language}.qm
            COMMAND ${PLUMBLINE_LRELEASE} -silent -nounfinished ${text} -qm ${compiled}/plumbline_${language}.qm
            DEPENDS ${text} COMMENT "Compiling the translation ${language}" VERBATIM)
        list(APPEND files ${compiled}/plumbline_${language}.qm)
        list(APPEND texts ${text})
        # The buttons of Qt's own dialogs; packages carry no other file of Qt's translations.
        find_file(PLUMBLINE_QTBASE_${language} qtbase_${language}.qm
            PATHS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_TRANSLATIONS} NO_DEFAULT_PATH)
        if(PLUMBLINE_QTBASE_${language})
            configure_file(${PLUMBLINE_QTBASE_${language}} ${compiled}/qtbase_${language}.qm COPYONLY)
            list(APPEND files ${compiled}/qtbase_${language}.qm)
        else()
            message(STATUS "No qtbase_${language}.qm (qt6-translations-l10n): dialogs have English buttons")
        endif()
    endforeach()
    qt_add_resources(${target} translations PREFIX /translations BASE ${compiled} FILES ${files})
    if(PLUMBLINE_LUPDATE)
        add_custom_target(plumbline_lupdate
            COMMAND ${PLUMBLINE_LUPDATE} -locations none -no-obsolete -I . app widgets models -ts ${texts}
            WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
    endif()
endfunction()

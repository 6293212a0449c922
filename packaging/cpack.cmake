# Windows and macOS: what CPack is told. Never run on either: see packaging/README.md.
set(CPACK_PACKAGE_NAME Plumbline)
set(CPACK_PACKAGE_VENDOR "The Plumbline maintainers")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_EXECUTABLES plumbline Plumbline)
set(CPACK_PACKAGE_INSTALL_DIRECTORY Plumbline)
configure_file(${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_BINARY_DIR}/LICENSE.txt COPYONLY) # WiX goes by the ending
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_BINARY_DIR}/LICENSE.txt)
set(CPACK_STRIP_FILES ON)

# Qt's own tool copies its libraries and plugins beside the program (Qt 6.4 has it for these two systems).
qt_generate_deploy_app_script(TARGET plumbline FILENAME_VARIABLE deploy NO_UNSUPPORTED_PLATFORM_ERROR)
install(SCRIPT ${deploy})

if(WIN32)
    set(CPACK_GENERATOR NSIS;WIX)
    set(CPACK_NSIS_DISPLAY_NAME Plumbline)
    set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON) # settings and recordings lie elsewhere, and stay
    set(CPACK_NSIS_MODIFY_PATH ON)
    set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS "
        WriteRegStr SHCTX 'Software\\\\Classes\\\\plumbline' '' 'URL:Plumbline'
        WriteRegStr SHCTX 'Software\\\\Classes\\\\plumbline' 'URL Protocol' ''
        WriteRegStr SHCTX 'Software\\\\Classes\\\\plumbline\\\\shell\\\\open\\\\command' '' '\\\"$INSTDIR\\\\bin\\\\plumbline.exe\\\" \\\"%1\\\"'")
    set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS "DeleteRegKey SHCTX 'Software\\\\Classes\\\\plumbline'")
    # One for all versions, so that a newer one takes the place of an older.
    set(CPACK_WIX_UPGRADE_GUID 7B0D2F4E-6C1A-4B58-9E0C-5A1D3C9F8E27)
    set(CPACK_WIX_PROGRAM_MENU_FOLDER Plumbline)
else()
    set(CPACK_GENERATOR DragNDrop)
    set(CPACK_DMG_VOLUME_NAME Plumbline)
    set_target_properties(plumbline PROPERTIES
        MACOSX_BUNDLE TRUE
        MACOSX_BUNDLE_GUI_IDENTIFIER ${PLUMBLINE_APP_ID}
        MACOSX_BUNDLE_BUNDLE_NAME Plumbline
        MACOSX_BUNDLE_SHORT_VERSION_STRING ${PROJECT_VERSION}
        MACOSX_BUNDLE_BUNDLE_VERSION ${PROJECT_VERSION})
endif()
include(CPack)

# What is installed, for every package alike. Included when PLUMBLINE_PACKAGING is on; packaging/package turns it on.
# The version is the project's; the date is that of the commit (SOURCE_DATE_EPOCH), so that the same source gives the
# same bytes.
include(GNUInstallDirs)

if(WIN32 OR APPLE)
    install(TARGETS plumbline RUNTIME DESTINATION bin BUNDLE DESTINATION .)
    include(${CMAKE_CURRENT_LIST_DIR}/cpack.cmake)
    return()
endif()

find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_program(PLUMBLINE_RSVG rsvg-convert REQUIRED)
string(TIMESTAMP PLUMBLINE_DATE "%Y-%m-%d" UTC) # goes by SOURCE_DATE_EPOCH

set(texts ${PROJECT_BINARY_DIR}/texts)
configure_file(packaging/linux/plumbline.desktop.in ${texts}/${PLUMBLINE_APP_ID}.desktop @ONLY)
configure_file(packaging/linux/metainfo.xml.in ${texts}/${PLUMBLINE_APP_ID}.metainfo.xml @ONLY)
configure_file(packaging/linux/mime.xml.in ${texts}/${PLUMBLINE_APP_ID}.xml @ONLY)

# The manual and the completions are made of the command line itself.
set(pages ${texts}/plumbline.1 ${texts}/plumbline.bash ${texts}/_plumbline ${texts}/plumbline.fish)
add_custom_command(OUTPUT ${pages}
    COMMAND plumbline describe-commands > ${texts}/commands.json
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/packaging/texts.py
        ${texts}/commands.json ${PROJECT_VERSION} ${PLUMBLINE_DATE} ${texts}
    DEPENDS plumbline ${PROJECT_SOURCE_DIR}/packaging/texts.py
    COMMENT "Writing the manual and the completions" VERBATIM)

set(icon ${PROJECT_SOURCE_DIR}/resources/application.svg)
set(icons "")
foreach(size 16 22 24 32 48 64 128 256 512)
    set(png ${texts}/icons/${size}/${PLUMBLINE_APP_ID}.png)
    add_custom_command(OUTPUT ${png}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${texts}/icons/${size}
        COMMAND ${PLUMBLINE_RSVG} -w ${size} -h ${size} -o ${png} ${icon}
        DEPENDS ${icon} COMMENT "" VERBATIM)
    list(APPEND icons ${png})
    install(FILES ${png} DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps)
endforeach()
add_custom_target(plumbline_texts DEPENDS ${pages} ${icons})

install(TARGETS plumbline)
install(FILES ${icon} DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${PLUMBLINE_APP_ID}.svg)
install(FILES ${texts}/${PLUMBLINE_APP_ID}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${texts}/${PLUMBLINE_APP_ID}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${texts}/${PLUMBLINE_APP_ID}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES ${texts}/plumbline.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${texts}/plumbline.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME plumbline)
install(FILES ${texts}/_plumbline DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${texts}/plumbline.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
# The guide and what else the README refers to, in the places where it does; the pictures would weigh more than the program.
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs
    FILES_MATCHING PATTERN "*.md" PATTERN pictures EXCLUDE PATTERN scenarios EXCLUDE)

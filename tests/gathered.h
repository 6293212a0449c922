// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Several tests in one program, so that a build of everything compiles and links what they have in common once.
// Included before each test by a unity build (tests/CMakeLists.txt): QTEST_MAIN and its kin then add the test to the
// program instead of being its main(); the program runs the test whose file's name, without ".cpp", it was called by.

#include <QTest>

#ifdef QT_WIDGETS_LIB
#include <QApplication>
#elif defined QT_GUI_LIB
#include <QGuiApplication>
#else
#include <QCoreApplication>
#endif

namespace gathered {

#ifdef QT_WIDGETS_LIB
using Application = QApplication;
#elif defined QT_GUI_LIB
using Application = QGuiApplication;
#else
using Application = QCoreApplication;
#endif

using TestMain = int (*)(int argc, char** argv);

// Adds the test of the file at `path`, which has to outlive main(). Called before main(); returns true.
bool add(const char* path, TestMain run);

} // namespace gathered

#define PLUMBLINE_GATHER(Test, ...)                                                                                    \
    namespace {                                                                                                        \
    const bool gathered##Test = gathered::add(__FILE__, [](int argc, char** argv) {                                    \
        __VA_ARGS__;                                                                                                   \
        Test test;                                                                                                     \
        QTEST_SET_MAIN_SOURCE_PATH                                                                                     \
        return QTest::qExec(&test, argc, argv);                                                                        \
    });                                                                                                                \
    }
#undef QTEST_MAIN
#undef QTEST_GUILESS_MAIN
#undef QTEST_APPLESS_MAIN
#define QTEST_MAIN(Test) PLUMBLINE_GATHER(Test, QCoreApplication::setAttribute(Qt::AA_Use96Dpi); gathered::Application application(argc, argv))
#define QTEST_GUILESS_MAIN(Test) PLUMBLINE_GATHER(Test, QCoreApplication application(argc, argv))
#define QTEST_APPLESS_MAIN(Test) PLUMBLINE_GATHER(Test)

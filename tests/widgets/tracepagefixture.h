// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/waterfallview.h"

#include <QAction>
#include <QMainWindow>
#include <QSlider>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

namespace pagetest {

// The trace page in a window with the keys that the window of the program has.
class TracePageFixture
{
public:
    explicit TracePageFixture(std::string recording, QSize size = {1280, 800})
        : queries(std::move(recording))
    {
        conductor.setBounds({.start = at(0), .end = at(60)});
        page = new traceview::TracePage(&port, nullptr, queries, conductor, clock, theme);
        window.setCentralWidget(page);
        for (const QKeySequence& key : windowKeys()) {
            auto* action = new QAction(key.toString(), &window);
            action->setShortcut(key);
            window.addAction(action);
            QObject::connect(action, &QAction::triggered, page,
                             [this, key] { triggered << key.toString(); });
        }
        window.resize(size);
        window.show();
    }
    ~TracePageFixture()
    {
        delete page;
        queries.waitForIdle();
    }

    // As in app/mainwindowmenus.cpp.
    static QList<QKeySequence> windowKeys()
    {
        QList<QKeySequence> keys{Qt::Key_N,
                                 Qt::CTRL | Qt::Key_N,
                                 Qt::Key_Escape,
                                 Qt::ALT | Qt::Key_Left,
                                 Qt::ALT | Qt::Key_Right,
                                 Qt::ALT | Qt::Key_A,
                                 Qt::CTRL | Qt::Key_E,
                                 Qt::CTRL | Qt::Key_L,
                                 Qt::CTRL | Qt::SHIFT | Qt::Key_L,
                                 Qt::CTRL | Qt::Key_O,
                                 Qt::CTRL | Qt::Key_Q,
                                 Qt::Key_F1};
        for (int digit = 1; digit <= 8; ++digit)
            keys << QKeySequence(Qt::Key_0 + digit);
        return keys;
    }

    bool open(const telemetry::SpanKey& key)
    {
        page->open(key);
        // All that is read of a trace is there when it can be played.
        if (!QTest::qWaitFor([this] { return part<QSlider>()->isEnabled(); }, 30'000))
            return false;
        settle();
        return QTest::qWaitForWindowActive(&window);
    }
    void settle()
    {
        for (int round = 0; round < 8; ++round) { // an answer may ask for more
            queries.waitForIdle();
            QTest::qWait(8);
        }
    }
    void readAgain() // as every second while live
    {
        clock.time += std::chrono::milliseconds(1); // what is unchanged is not read again
        QTRY_COMPARE(conductor.cursor(), clock.time);
        emit conductor.transportChanged();
        settle();
    }
    template<class Widget>
    Widget* part() const
    {
        return page->findChild<Widget*>();
    }

    items::RecordingQueries queries;
    ManualClock clock;
    const telemetry::Timestamp begun = clock.time = at(60); // before it is read
    items::TimeConductor conductor{clock, true}; // live
    common::Theme theme{QStringLiteral("light")};
    QMainWindow window;
    FakeEntryPort port;
    traceview::TracePage* page = nullptr;
    QStringList triggered; // keys of the window, in order
};

} // namespace pagetest

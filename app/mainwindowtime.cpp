// SPDX-License-Identifier: GPL-3.0-or-later

// How the time is moved: the menu, and the keys that work wherever the focus is.

#include "app/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QMenu>

namespace {

QAction* timeAction(QMenu& menu, const QString& text, const QKeySequence& key)
{
    QAction* action = menu.addAction(text);
    action->setShortcut(key);
    return action;
}

} // namespace

void MainWindow::addTransport(QMenu& menu)
{
    items::TimeConductor* conductor = &m_session.conductor();
    // Before a popup sees it: the Esc that closes one must not do more.
    qApp->installEventFilter(this);
    QAction* live = timeAction(menu, tr("Back to &Live"), Qt::Key_Escape);
    live->setVisible(conductor->canBeLive());
    connect(live, &QAction::triggered, conductor, [this, conductor] {
        if (!m_isEscapeForPopup)
            conductor->goLive();
    });
    // No shortcut, see keyPressEvent(): Space presses what has the focus.
    connect(menu.addAction(tr("&Play or Pause\tSpace")), &QAction::triggered, conductor,
            &items::TimeConductor::togglePlay);
    connect(timeAction(menu, tr("&Faster"), Qt::CTRL | Qt::Key_Greater), &QAction::triggered,
            conductor, &items::TimeConductor::faster);
    connect(timeAction(menu, tr("&Slower"), Qt::CTRL | Qt::Key_Less), &QAction::triggered,
            conductor, &items::TimeConductor::slower);
    menu.addSeparator();
    struct Step
    {
        const char* text;
        QKeySequence key;
        int steps;
    };
    constexpr int kLarge = items::TimeConductor::kLargeStep;
    for (const Step& step :
         {Step{QT_TR_NOOP("Step &Back"), Qt::ALT | Qt::Key_Left, -1},
          Step{QT_TR_NOOP("Step F&orward"), Qt::ALT | Qt::Key_Right, 1},
          Step{QT_TR_NOOP("All That Is Shown Back"), Qt::ALT | Qt::SHIFT | Qt::Key_Left, -kLarge},
          Step{QT_TR_NOOP("All That Is Shown Forward"), Qt::ALT | Qt::SHIFT | Qt::Key_Right,
               kLarge}})
        connect(timeAction(menu, tr(step.text), step.key), &QAction::triggered, conductor,
                [conductor, steps = step.steps] { conductor->step(steps); });
    menu.addSeparator();
    addJumps(menu);
    menu.addSeparator();
    addLoop(menu);
    menu.addSeparator();
    QAction* now = timeAction(menu, tr("As &Known Now"), Qt::CTRL | Qt::Key_T);
    now->setCheckable(true);
    connect(now, &QAction::triggered, conductor, &items::TimeConductor::setAsKnownNow);
    connect(conductor, &items::TimeConductor::transportChanged, now,
            [now, conductor] { now->setChecked(conductor->isAsKnownNow()); });
}

void MainWindow::addJumps(QMenu& menu)
{
    struct Jump
    {
        const char* text;
        QKeySequence key;
        items::MarkKind kind;
        bool isForward;
    };
    using items::MarkKind;
    for (const Jump& jump :
         {Jump{QT_TR_NOOP("Previous &Alarm"), Qt::CTRL | Qt::Key_Left, MarkKind::Alarm, false},
          Jump{QT_TR_NOOP("&Next Alarm"), Qt::CTRL | Qt::Key_Right, MarkKind::Alarm, true},
          Jump{QT_TR_NOOP("Previous A&ction"), Qt::CTRL | Qt::SHIFT | Qt::Key_Left,
               MarkKind::Action, false},
          Jump{QT_TR_NOOP("Next Ac&tion"), Qt::CTRL | Qt::SHIFT | Qt::Key_Right, MarkKind::Action,
               true},
          Jump{QT_TR_NOOP("Previous Key &Moment or Note"), Qt::CTRL | Qt::Key_Up,
               MarkKind::KeyMoment, false},
          Jump{QT_TR_NOOP("Next Key Moment or Not&e"), Qt::CTRL | Qt::Key_Down, MarkKind::KeyMoment,
               true}})
        connect(timeAction(menu, tr(jump.text), jump.key), &QAction::triggered, this,
                [this, jump] { m_overviewFollower.jump(jump.kind, jump.isForward); });
}

void MainWindow::addLoop(QMenu& menu)
{
    items::TimeConductor* conductor = &m_session.conductor();
    QAction* looping = timeAction(menu, tr("Loo&p"), Qt::CTRL | Qt::Key_R);
    looping->setCheckable(true);
    connect(looping, &QAction::triggered, conductor, &items::TimeConductor::setLooping);
    connect(conductor, &items::TimeConductor::transportChanged, looping,
            [looping, conductor] { looping->setChecked(conductor->loop().has_value()); });
    connect(timeAction(menu, tr("Loop from &Here"), Qt::Key_I), &QAction::triggered, conductor,
            &items::TimeConductor::beginLoop);
    connect(timeAction(menu, tr("Loop &up to Here"), Qt::Key_O), &QAction::triggered, conductor,
            &items::TimeConductor::endLoop);
}

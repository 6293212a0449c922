// SPDX-License-Identifier: GPL-3.0-or-later

// How the time is moved: the menu, and the keys that work wherever the focus is.

#include "app/mainwindow.h"
#include "widgets/common/keymap.h"

#include <QAction>
#include <QApplication>
#include <QMenu>

namespace {

using common::KeyCommand;

QAction* timeAction(QMenu& menu, const QString& text, KeyCommand command)
{
    QAction* action = menu.addAction(text);
    common::bindKeys(action, command);
    return action;
}

} // namespace

void MainWindow::addTransport(QMenu& menu)
{
    items::TimeConductor* conductor = &m_session.conductor();
    // Before a popup sees it: the Esc that closes one must not do more.
    qApp->installEventFilter(this);
    QAction* live = timeAction(menu, tr("Back to &Live"), KeyCommand::BackToLive);
    live->setVisible(conductor->canBeLive());
    connect(live, &QAction::triggered, conductor, [this, conductor] {
        if (!m_isEscapeForPopup)
            conductor->goLive();
    });
    // No shortcut, see keyPressEvent(): Space presses what has the focus.
    QAction* play = menu.addAction(QString());
    common::followKeys(play, [play] {
        play->setText(tr("&Play or Pause") + u'\t' + common::keymap().text(KeyCommand::PlayTime));
    });
    connect(play, &QAction::triggered, conductor, &items::TimeConductor::togglePlay);
    connect(timeAction(menu, tr("&Faster"), KeyCommand::Faster), &QAction::triggered, conductor,
            &items::TimeConductor::faster);
    connect(timeAction(menu, tr("&Slower"), KeyCommand::Slower), &QAction::triggered, conductor,
            &items::TimeConductor::slower);
    menu.addSeparator();
    struct Step
    {
        const char* text = nullptr;
        KeyCommand key = KeyCommand::StepBack;
        int steps = 0;
    };
    constexpr int kLarge = items::TimeConductor::kLargeStep;
    for (const Step& step :
         {Step{QT_TR_NOOP("Step &Back"), KeyCommand::StepBack, -1},
          Step{QT_TR_NOOP("Step F&orward"), KeyCommand::StepForward, 1},
          Step{QT_TR_NOOP("All That Is Shown Back"), KeyCommand::PageBack, -kLarge},
          Step{QT_TR_NOOP("All That Is Shown Forward"), KeyCommand::PageForward, kLarge}})
        connect(timeAction(menu, tr(step.text), step.key), &QAction::triggered, conductor,
                [conductor, steps = step.steps] { conductor->step(steps); });
    menu.addSeparator();
    addJumps(menu);
    menu.addSeparator();
    addLoop(menu);
    menu.addSeparator();
    QAction* now = timeAction(menu, tr("As &Known Now"), KeyCommand::KnownNow);
    now->setCheckable(true);
    connect(now, &QAction::triggered, conductor, &items::TimeConductor::setAsKnownNow);
    connect(conductor, &items::TimeConductor::transportChanged, now,
            [now, conductor] { now->setChecked(conductor->isAsKnownNow()); });
}

void MainWindow::addJumps(QMenu& menu)
{
    struct Jump
    {
        const char* text = nullptr;
        KeyCommand key = KeyCommand::StepBack;
        items::MarkKind kind = items::MarkKind::Alarm;
        bool isForward = false;
    };
    using items::MarkKind;
    for (const Jump& jump :
         {Jump{QT_TR_NOOP("Previous &Alarm"), KeyCommand::PreviousAlarm, MarkKind::Alarm, false},
          Jump{QT_TR_NOOP("&Next Alarm"), KeyCommand::NextAlarm, MarkKind::Alarm, true},
          Jump{QT_TR_NOOP("Previous A&ction"), KeyCommand::PreviousAction, MarkKind::Action, false},
          Jump{QT_TR_NOOP("Next Ac&tion"), KeyCommand::NextAction, MarkKind::Action, true},
          Jump{QT_TR_NOOP("Previous Key &Moment or Note"), KeyCommand::PreviousMoment,
               MarkKind::KeyMoment, false},
          Jump{QT_TR_NOOP("Next Key Moment or Not&e"), KeyCommand::NextMoment, MarkKind::KeyMoment,
               true}})
        connect(timeAction(menu, tr(jump.text), jump.key), &QAction::triggered, this,
                [this, jump] { m_overviewFollower.jump(jump.kind, jump.isForward); });
}

void MainWindow::addLoop(QMenu& menu)
{
    items::TimeConductor* conductor = &m_session.conductor();
    QAction* looping = timeAction(menu, tr("Loo&p"), KeyCommand::Loop);
    looping->setCheckable(true);
    connect(looping, &QAction::triggered, conductor, &items::TimeConductor::setLooping);
    connect(conductor, &items::TimeConductor::transportChanged, looping,
            [looping, conductor] { looping->setChecked(conductor->loop().has_value()); });
    connect(timeAction(menu, tr("Loop from &Here"), KeyCommand::LoopFrom), &QAction::triggered,
            conductor, &items::TimeConductor::beginLoop);
    connect(timeAction(menu, tr("Loop &up to Here"), KeyCommand::LoopTo), &QAction::triggered,
            conductor, &items::TimeConductor::endLoop);
}

// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/suspectside.h"

#include "widgets/common/fitscroll.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/keymap.h"
#include "widgets/common/theme.h"
#include "widgets/triage/sharedpanel.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/verdictbar.h"

#include <QPushButton>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace triage {

SuspectSide::SuspectSide(bool canJudge, items::RecordingQueries& queries,
                         const items::TimeConductor& conductor, const common::Theme& theme,
                         QWidget* parent)
    : QTabWidget(parent)
    , m_shared(new SharedPanel(queries, conductor, theme))
{
    setDocumentMode(true);
    tabBar()->setAccessibleName(tr("What to show beside the list"));
    addTab(buildAnswer(canJudge, theme), tr("Answer"));
    addTab(m_shared, tr("What They Share"));
    common::followKeys(this, [this] {
        const common::Keymap& keys = common::keymap();
        setTabToolTip(0,
                      keys.withKey(tr("The one that is chosen in the list"),
                                   common::KeyCommand::SharedBySuspects));
        setTabToolTip(1,
                      keys.withKey(tr("What sets the suspects apart from the rest"),
                                   common::KeyCommand::SharedBySuspects));
    });
}

QWidget* SuspectSide::buildAnswer(bool canJudge, const common::Theme& theme)
{
    auto* answer = new QWidget;
    m_pane = new SuspectPane(theme, answer);
    QWidget* actions = buildActions(answer);
    auto* column = new QVBoxLayout(answer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* scroll = new common::FitScroll(m_pane, answer);
    scroll->setAccessibleName(tr("The answer that is chosen"));
    column->addWidget(scroll, 1);
    if (canJudge) {
        m_verdictBar = new VerdictBar(actions, answer);
        column->addWidget(m_verdictBar);
    } else {
        actions->layout()->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3,
                                              common::kSpace2);
        column->addWidget(actions);
    }
    return answer;
}

QWidget* SuspectSide::buildActions(QWidget* parent)
{
    auto* actions = new QWidget(parent);
    auto* trace = new QPushButton(tr("Open Trace"), actions);
    trace->setToolTip(tr("Enter"));
    auto* spread = new QPushButton(tr("Follow Its Spread"), actions);
    spread->setToolTip(tr("S: where what it says went, and where it came from"));
    connect(trace, &QPushButton::clicked, this, &SuspectSide::traceAsked);
    connect(spread, &QPushButton::clicked, this, &SuspectSide::spreadAsked);
    auto* margins = new QVBoxLayout(actions);
    margins->setContentsMargins(0, 0, 0, 0);
    auto* row = new common::FlowLayout(common::kSpace2); // beside the list there is little width
    margins->addLayout(row);
    row->addWidget(trace);
    row->addWidget(spread);
    return actions;
}

bool SuspectSide::isSharedShown() const
{
    return currentWidget() == m_shared;
}

void SuspectSide::showShared(bool isShared)
{
    setCurrentIndex(isShared ? 1 : 0);
}

} // namespace triage

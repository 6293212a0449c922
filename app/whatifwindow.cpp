// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/whatifwindow.h"

#include "app/commands/whatifaffairs.h"
#include "app/commands/whatifsave.h"
#include "models/replay/recordednames.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/whatif/whatifpanel.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kFirstSize{980, 720};

// Of the recording, before anything is told again.
struct Known
{
    replay::WhatIfQuestion question; // of what was wrong
    replay::RecordedNames names;
};

} // namespace

WhatIfWindow::WhatIfWindow(items::RecordingQueries& queries, const common::Theme& theme,
                           QString folder, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_queries(queries)
    , m_folder(std::move(folder))
    , m_message(new common::MessageBar(theme, this))
    , m_panel(new whatif::WhatIfPanel(theme, queries, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_panel, 1);
    auto* close = new QPushButton(tr("Close"), this);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(common::kSpace3, 0, common::kSpace3, common::kSpace3);
    below->addStretch(1);
    below->addWidget(close);
    layout->addLayout(below);
    resize(kFirstSize);
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    connect(new QShortcut(QKeySequence::Cancel, this), &QShortcut::activated, this,
            &QWidget::close);
    connect(m_panel, &whatif::WhatIfPanel::affairsWanted, this, &WhatIfWindow::readAffairs);
    connect(m_panel, &whatif::WhatIfPanel::momentChosen, this, &WhatIfWindow::momentChosen);
    connect(m_panel, &whatif::WhatIfPanel::saveRequested, this, &WhatIfWindow::save);
}

void WhatIfWindow::open(const QString& incident, std::vector<objective::Objective> objectives)
{
    m_incident = incident.toStdString();
    m_objectives = std::move(objectives);
    setWindowTitle(tr("What If – %1 – Plumbline").arg(common::safeLine(m_incident, 40)));
    m_message->clear();
    m_panel->forget(); // another incident's answer must not stand under this one's name
    m_panel->setObjectives(m_objectives);
    ++m_opened;
    m_panel->ask(); // as soon as it is known what was wrong
    readAffairs();
    show();
    raise();
    activateWindow();
}

// Somebody waits for it, and it is little: behind searches that take minutes on a busy machine it
// would leave the window without an answer and without a sign of life.
void WhatIfWindow::readAffairs()
{
    m_message->clear();
    m_queries.run<Known>(
        this,
        [id = m_incident](const store::Reader& reader) -> telemetry::Result<Known> {
            Known known;
            if (const auto asked = commands::askOfAffairs(known.question, reader, id); !asked)
                return tl::make_unexpected(asked.error());
            auto names = replay::recordedNames(reader);
            if (!names)
                return tl::make_unexpected(names.error());
            known.names = std::move(*names);
            return known;
        },
        [this, opened = m_opened](telemetry::Result<Known> known) {
            if (opened != m_opened)
                return;
            if (!known) {
                m_message->say(common::MessageBar::Kind::Warning,
                               common::safeLine(known.error().message));
                m_panel->setAffairsUnread();
                return;
            }
            m_panel->setAffairs(std::move(known->question.affairs), known->question.affair);
            m_panel->setNames(known->names);
        },
        items::RecordingQueries::Purpose::View);
}

// A name that is free: what is there is not overwritten.
QString WhatIfWindow::chosenPath()
{
    const QDir folder(m_folder);
    QString suggested = folder.filePath(u"detection.yaml"_s);
    for (int i = 2; QFileInfo::exists(suggested) && i < 1000; ++i)
        suggested = folder.filePath(u"detection-%1.yaml"_s.arg(i));
    return common::askForFileToWrite(this, tr("Keep These Settings of Detection"), suggested,
                                     {tr("Settings of detection (*.yaml)")}, true);
}

void WhatIfWindow::save(const replay::Variant& variant)
{
    const auto answer = m_panel->follower().answer();
    const int opened = m_opened;
    const QString path = answer ? chosenPath() : QString();
    if (path.isEmpty() || opened != m_opened)
        return;
    commands::SaveRequest request{
        .path = path.toStdString(), .objectivesPath = {}, .incident = m_incident, .why = {}};
    if (!variant.objectives.empty())
        request.objectivesPath =
            (path.endsWith(u".yaml"_s) ? path.chopped(5) : path).toStdString() + "-objectives.yaml";
    // On the thread of those for whom nobody waits: a disk takes its time.
    m_queries.run<std::string>(
        this,
        [=, objectives = m_objectives](const store::Reader&) {
            return commands::saveVariant(request, *answer, variant, objectives);
        },
        [this, incident = m_incident](const telemetry::Result<std::string>& saved) {
            if (!saved) {
                m_message->say(common::MessageBar::Kind::Warning,
                               common::safeLine(saved.error().message));
                return;
            }
            m_message->say(common::MessageBar::Kind::Info, common::safeLine(*saved));
            emit kept(QString::fromStdString(incident), QString::fromStdString(*saved));
        },
        items::RecordingQueries::Purpose::Rerun);
}

// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/whatifwindow.h"

#include "app/commands/whatifaffairs.h"
#include "app/commands/whatifsave.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/whatif/whatifpanel.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kFirstSize{980, 720};

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
    resize(kFirstSize);
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
    m_queries.run<replay::WhatIfQuestion>(
        this,
        [id =
             m_incident](const store::Reader& reader) -> telemetry::Result<replay::WhatIfQuestion> {
            replay::WhatIfQuestion question;
            return commands::askOfAffairs(question, reader, id).map([&] { return question; });
        },
        [this, opened = ++m_opened](telemetry::Result<replay::WhatIfQuestion> question) {
            if (opened != m_opened)
                return;
            if (!question) {
                m_message->say(common::MessageBar::Kind::Warning,
                               common::safeLine(question.error().message));
                return;
            }
            m_panel->setAffairs(std::move(question->affairs), question->affair);
            m_panel->ask();
        },
        items::RecordingQueries::Purpose::Search);
    show();
    raise();
    activateWindow();
}

// A name that is free: what is there is not overwritten.
QString WhatIfWindow::chosenPath()
{
    const QDir folder(m_folder);
    QString suggested = folder.filePath(u"detection.yaml"_s);
    for (int i = 2; QFileInfo::exists(suggested) && i < 1000; ++i)
        suggested = folder.filePath(u"detection-%1.yaml"_s.arg(i));
    return QFileDialog::getSaveFileName(this, tr("Keep These Settings of Detection"), suggested,
                                        tr("Settings of detection (*.yaml)"), nullptr,
                                        QFileDialog::DontConfirmOverwrite);
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

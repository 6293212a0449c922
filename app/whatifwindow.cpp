// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/whatifwindow.h"

#include "app/commands/whatifaffairs.h"
#include "app/commands/whatifsave.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/whatif/whatifpanel.h"

#include <QDir>
#include <QFileDialog>
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
    m_panel->setObjectives(m_objectives);
    m_queries.run<std::vector<replay::Affair>>(
        this,
        [id = m_incident](const store::Reader& reader) {
            return commands::affairsOfPeople(reader, id);
        },
        [this](telemetry::Result<std::vector<replay::Affair>> affairs) {
            if (!affairs)
                m_message->say(common::MessageBar::Kind::Warning,
                               common::safeLine(affairs.error().message));
            m_panel->setAffairs(affairs ? std::move(*affairs) : std::vector<replay::Affair>());
            m_panel->ask();
        });
    show();
    raise();
    activateWindow();
}

void WhatIfWindow::save(const replay::Variant& variant)
{
    const auto& answer = m_panel->follower().answer();
    if (!answer)
        return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Keep These Settings of Detection"),
                                                      QDir(m_folder).filePath(u"detection.yaml"_s),
                                                      tr("Settings of detection (*.yaml)"));
    if (path.isEmpty())
        return;
    commands::SaveRequest request{
        .path = path.toStdString(), .objectivesPath = {}, .incident = m_incident, .why = {}};
    if (!variant.objectives.empty())
        request.objectivesPath =
            (path.endsWith(u".yaml"_s) ? path.chopped(5) : path).toStdString() + "-objectives.yaml";
    const auto saved = commands::saveVariant(request, *answer, variant, m_objectives);
    if (!saved) {
        m_message->say(common::MessageBar::Kind::Warning, common::safeLine(saved.error().message));
        return;
    }
    m_message->say(common::MessageBar::Kind::Info, common::safeLine(*saved));
    emit kept(QString::fromStdString(m_incident), QString::fromStdString(*saved));
}

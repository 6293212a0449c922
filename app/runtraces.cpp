// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runtraces.h"

#include "models/store/reader.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/stepcontrols.h"
#include "widgets/triage/suspectspage.h"

#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

RunTraces::RunTraces(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    connect(&m_parts.runbook, &runbookview::RunbookDock::viewRequested, this,
            [this](const QString& view) {
                if (view == u"trace"_s)
                    open();
            });
    connect(&m_parts.suspects, &triage::SuspectsPage::countChanged, this, [this](int count) {
        m_count = count;
        tell();
    });
    connect(&m_parts.runbook.model(), &items::RunbookModel::modelReset, this, &RunTraces::tell);
}

std::string RunTraces::service() const
{
    const auto& parameters = m_parts.runbook.model().run().parameters;
    const auto found = parameters.find("service");
    return found == parameters.end() ? std::string() : found->second;
}

QString RunTraces::noneText() const
{
    const QString service = common::safeLine(this->service(), 60);
    return service.isEmpty()
        ? tr("No suspect in the time that is shown: there is no trace to open yet.")
        : tr("No suspect of %1 in the time that is shown: there is no trace to open yet.")
              .arg(service);
}

bool RunTraces::isChosenOurs() const
{
    const auto chosen = m_parts.suspects.current();
    return chosen && (service().empty() || chosen->service == service());
}

void RunTraces::tell()
{
    auto* controls = m_parts.runbook.findChild<runbookview::StepControls*>();
    if (controls == nullptr) // nothing can be commanded here, so no step has a button
        return;
    const std::string listed = m_parts.listed().toStdString();
    const bool areOurs = listed.empty() || service().empty() || listed == service();
    controls->setNoTrace(m_count == 0 && areOurs && !isChosenOurs() ? noneText() : QString());
}

void RunTraces::open()
{
    if (const auto chosen = m_parts.suspects.current(); chosen && isChosenOurs())
        return m_parts.open({.trace = chosen->suspicion.trace, .span = chosen->suspicion.span});
    store::GenerationFilter worst;
    worst.service = service();
    worst.limit = 1;
    m_parts.queries.run<std::vector<store::SuspectRow>>(
        this,
        [view = m_parts.conductor.view(), worst](const store::Reader& reader) {
            return reader.suspects(view, worst, 0);
        },
        [this](const telemetry::Result<std::vector<store::SuspectRow>>& rows) {
            if (!rows)
                m_parts.runbook.announce(common::safeLine(rows.error().message));
            else if (rows->empty())
                m_parts.runbook.announce(noneText());
            else
                m_parts.open(
                    {.trace = rows->front().suspicion.trace, .span = rows->front().suspicion.span});
        });
}

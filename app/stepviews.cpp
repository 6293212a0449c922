// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stepviews.h"

#include "models/runbook/runbook.h"
#include "models/telemetry/signalcheck.h"
#include "widgets/common/plaintext.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/runbook/runbookdock.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace {

std::string fieldOf(const runbook::Step& step, const char* name)
{
    const auto found = step.fields.find(name);
    return found == step.fields.end() ? std::string() : found->second;
}

} // namespace

StepViews::StepViews(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    connect(&m_parts.runbook, &runbookview::RunbookDock::viewRequested, this, &StepViews::open);
}

std::string StepViews::serviceOf(const runbook::Step& step) const
{
    if (std::string service = fieldOf(step, "service"); !service.empty())
        return service;
    const auto& parameters = m_parts.runbook.model().run().parameters;
    const auto found = parameters.find("service");
    return found == parameters.end() ? std::string() : found->second;
}

void StepViews::open(const QString& view, const runbook::Step& step)
{
    if (view == u"trace"_s)
        return;
    const std::string service = serviceOf(step);
    const bool isKnown = !service.empty() && m_parts.knows(service);
    // The page is opened all the same: what is there of others may tell why.
    if (!service.empty() && !isKnown)
        m_parts.runbook.announce(
            tr("Nothing has come of %1: there is nothing to show of it, and what is shown is of "
               "other services.")
                .arg(common::safeLine(service, 60)));
    if (isKnown && m_parts.health.service().toStdString() != service)
        m_parts.choose(QString::fromStdString(service));
    m_parts.show(view);
    if (!isKnown)
        return;
    const std::string quantity = fieldOf(step, "quantity");
    const std::string check = fieldOf(step, "signal");
    if (view == u"explore"_s) {
        m_parts.explore.setService(QString::fromStdString(service));
        if (!quantity.empty())
            m_parts.explore.setDriver(QString::fromStdString(quantity));
        // What no answer is judged by is no outcome of one.
        if (!check.empty() && check != telemetry::kAnswerText && !telemetry::isShiftCheck(check))
            m_parts.explore.setOutcome(QString::fromStdString(check));
    } else if (view == u"health"_s && !quantity.empty()) {
        m_parts.health.showQuantity(quantity);
    } else if (view == u"health"_s && !check.empty()) {
        m_parts.health.showCheck(check);
    }
}

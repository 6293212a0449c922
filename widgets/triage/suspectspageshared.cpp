// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that tells what the suspects share.

#include "models/suspects/filter.h"
#include "widgets/triage/sharedpanel.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/suspectside.h"
#include "widgets/triage/suspectspage.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace triage {

namespace {

using differences::NamedProperty;

// What the filter can ask of an answer by itself: not what the table reckons from others.
bool isNarrowing(const NamedProperty& property)
{
    const std::string& id = property.attribute.id;
    return id != "load" && id != "tool_used";
}

suspects::Filter filterOf(const NamedProperty& property)
{
    const std::string& id = property.attribute.id;
    switch (property.kind) {
    case NamedProperty::Kind::Value:
        return suspects::filterForValue(id, property.value);
    case NamedProperty::Kind::Range:
        return suspects::filterForRange(id, property.low, property.high);
    case NamedProperty::Kind::Missing:
        break;
    }
    return suspects::filterForMissing(id);
}

} // namespace

void SuspectsPage::connectSide()
{
    SharedPanel* shared = m_side->shared();
    connect(m_side, &SuspectSide::traceAsked, this, &SuspectsPage::openTrace);
    connect(m_side, &SuspectSide::spreadAsked, this, &SuspectsPage::openSpread);
    connect(m_pane, &SuspectPane::textAsked, this,
            [this](const QString& text) { emit spreadRequested(m_shown, text); });
    connect(shared, &SharedPanel::filterChosen, this,
            [this](const NamedProperty& property) { addFilter(filterOf(property)); });
    connect(shared, &SharedPanel::hypothesisChosen, this, &SuspectsPage::hypothesisChosen);
    connect(shared, &SharedPanel::leverChosen, this, &SuspectsPage::leverChosen);
    connect(this, &SuspectsPage::selectionChanged, shared, &SharedPanel::setSelected);
    connect(m_side, &QTabWidget::currentChanged, this, &SuspectsPage::updateEmpty);
    setUses({});
}

void SuspectsPage::setUses(FindingUses uses)
{
    uses.canFilter = isNarrowing;
    m_side->shared()->setUses(std::move(uses));
}

void SuspectsPage::compareRegion(const telemetry::TimeRange& region)
{
    m_side->shared()->setRegion(region, m_service);
    m_side->showShared(true);
    updateEmpty();
    m_side->shared()->focusList();
}

// Where it is narrowed: a panel that speaks of all suspects beside a list of some must not be taken
// to speak of these.
void SuspectsPage::tellListed()
{
    const bool isChosen = m_alarm || !m_cluster.empty() || !m_answers.isNone();
    std::vector<telemetry::SpanKey> listed;
    if (m_isGrouped && (isChosen || !m_head->filter().isEmpty())) {
        for (int row = 0; row < m_clusters.rowCount(); ++row)
            std::ranges::copy(m_clusters.row(row).keys(), std::back_inserter(listed));
    } else if (isChosen || !m_head->filter().isEmpty()) {
        for (int row = 0; row < m_model.rowCount(); ++row)
            listed.push_back({.trace = m_model.row(row).suspicion.trace,
                              .span = m_model.row(row).suspicion.span});
    }
    m_side->shared()->setListed(std::move(listed), m_answered, isChosen);
}

void SuspectsPage::tellShared()
{
    m_side->shared()->setQuestion(
        {.service = m_service, .range = m_range, .minimum = m_head->minimum()});
}

} // namespace triage

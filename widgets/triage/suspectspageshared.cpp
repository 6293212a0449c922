// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that tells what the suspects share.

#include "models/suspects/filter.h"
#include "widgets/triage/sharedpanel.h"
#include "widgets/triage/suspectspage.h"

#include <QSplitter>

using namespace Qt::StringLiterals;

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

QWidget* SuspectsPage::buildShared(QWidget* reading, items::RecordingQueries& queries,
                                   const common::Theme& theme)
{
    m_shared = new SharedPanel(queries, m_conductor, theme, this);
    m_shared->setFilterable(isNarrowing);
    connect(m_shared, &SharedPanel::propertyChosen, this,
            [this](const NamedProperty& property) { addFilter(filterOf(property)); });
    connect(this, &SuspectsPage::selectionChanged, m_shared, &SharedPanel::setSelected);
    auto* halves = new QSplitter(Qt::Vertical, this);
    halves->setObjectName(u"suspectsAndWhatTheyShare"_s);
    halves->addWidget(reading);
    halves->addWidget(m_shared);
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);
    halves->setSizes({420, 240});
    halves->setCollapsible(0, false);
    return halves;
}

void SuspectsPage::tellShared()
{
    m_shared->setQuestion({.service = m_service, .range = m_range, .minimum = m_head->minimum()});
}

} // namespace triage

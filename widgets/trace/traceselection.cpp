// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/traceselection.h"

namespace traceview {

void TraceSelection::setSpan(telemetry::SpanId span)
{
    if (span == m_span)
        return;
    m_span = span;
    const bool hadClaim = m_claim.has_value();
    const bool hadPlace = m_place.has_value();
    m_claim.reset();
    m_place.reset();
    emit spanChanged();
    if (hadClaim)
        emit claimChanged();
    if (hadPlace)
        emit placeChanged();
}

void TraceSelection::setClaim(std::optional<std::size_t> claim)
{
    if (claim == m_claim)
        return;
    m_claim = claim;
    emit claimChanged();
}

void TraceSelection::setPlace(const std::optional<claims::TextPlace>& place)
{
    if (place == m_place)
        return;
    m_place = place;
    emit placeChanged();
}

void TraceSelection::setMoment(std::optional<telemetry::Timestamp> moment)
{
    if (moment == m_moment)
        return;
    m_moment = moment;
    emit momentChanged();
}

void TraceSelection::setSearch(const QString& text)
{
    if (text == m_search)
        return;
    m_search = text;
    emit searchChanged();
}

} // namespace traceview

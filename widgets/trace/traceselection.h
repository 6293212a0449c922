// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/textplace.h"
#include "models/telemetry/timerange.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <optional>

namespace traceview {

// What is chosen in the open trace, for all of its views together: each shows it and each may
// change it; none talks to another. A setter that changes nothing is silent. GUI thread.
class TraceSelection final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    telemetry::SpanId span() const { return m_span; } // None: nothing is chosen
    // Index into the claims of the chosen generation; none when another step is chosen.
    std::optional<std::size_t> claim() const { return m_claim; }
    // Evidence or another stretch that is pointed at; may stand in another step than the chosen.
    const std::optional<claims::TextPlace>& place() const { return m_place; }
    // Of the playback, event time: what began later has not happened yet. None: all is shown.
    std::optional<telemetry::Timestamp> moment() const { return m_moment; }
    const QString& search() const { return m_search; } // empty: nothing is looked for

    // Another step: claim and place are given up.
    void setSpan(telemetry::SpanId span);
    void setClaim(std::optional<std::size_t> claim);
    void setPlace(const std::optional<claims::TextPlace>& place);
    void setMoment(std::optional<telemetry::Timestamp> moment);
    void setSearch(const QString& text);

signals:
    void spanChanged();
    void claimChanged();
    void placeChanged();
    void momentChanged();
    void searchChanged();

private:
    telemetry::SpanId m_span = telemetry::SpanId::None;
    std::optional<std::size_t> m_claim;
    std::optional<claims::TextPlace> m_place;
    std::optional<telemetry::Timestamp> m_moment;
    QString m_search;
};

} // namespace traceview

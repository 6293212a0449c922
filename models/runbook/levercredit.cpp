// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/levercredit.h"

#include "models/runbook/entryjson.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/utf8.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

using namespace Qt::StringLiterals;

namespace runbook {

using telemetry::TimelineEntry;

bool isSeenMove(const TimelineEntry& entry)
{
    return entry.kind == "lever" && entry.actor == kControlPlaneActor && !entry.subject.empty()
        && payloadOf(entry).contains("before"_L1);
}

std::string creditText(const LeverCredit& credit)
{
    return telemetry::sanitizedUtf8(credit.lever + " was moved by " + credit.person + ", "
                                    + kToldByRoom + " (entry " + std::to_string(credit.entry)
                                    + ")");
}

TimelineEntry creditEntry(const LeverCredit& credit, telemetry::Timestamp seen)
{
    TimelineEntry entry;
    entry.time = seen;
    entry.kind = kCreditKind;
    entry.subject = credit.lever;
    entry.text = creditText(credit);
    entry.payload =
        QJsonDocument(QJsonObject{{u"entry"_s, static_cast<qint64>(credit.entry)},
                                  {u"lever"_s, text(credit.lever)},
                                  {u"target"_s, text(credit.target)},
                                  {u"environment"_s, text(credit.environment)},
                                  {u"person"_s, text(credit.person)},
                                  {u"room_entry"_s, static_cast<qint64>(credit.roomEntry)},
                                  {u"source"_s, QLatin1String(kToldByRoom)}})
            .toJson(QJsonDocument::Compact)
            .toStdString();
    return entry;
}

std::optional<LeverCredit> creditIn(const TimelineEntry& entry)
{
    if (entry.kind != kCreditKind)
        return std::nullopt;
    const QJsonObject payload = payloadOf(entry);
    LeverCredit credit{.entry = payload["entry"_L1].toInteger(),
                       .lever = payload["lever"_L1].toString().toStdString(),
                       .target = payload["target"_L1].toString().toStdString(),
                       .environment = payload["environment"_L1].toString().toStdString(),
                       .person = payload["person"_L1].toString().toStdString(),
                       .roomEntry = payload["room_entry"_L1].toInteger()};
    if (credit.person.empty() || credit.entry <= 0)
        return std::nullopt;
    return credit;
}

LeverCredits::LeverCredits(const std::vector<TimelineEntry>& entries)
{
    for (const TimelineEntry& entry : entries) {
        auto credit = creditIn(entry);
        if (!credit || credit->entry >= entry.sequence || entry.actor != telemetry::actors::kConsole
            || credit->lever != entry.subject)
            continue;
        const std::pair key(credit->entry, credit->lever);
        const auto known = m_credits.find(key);
        if (known == m_credits.end() || entry.sequence < known->second.sequence)
            m_credits[key] = {.sequence = entry.sequence, .credit = *credit};
    }
}

const LeverCredit* LeverCredits::of(const TimelineEntry& entry) const
{
    const auto found = m_credits.find({entry.sequence, entry.subject});
    return found != m_credits.end() && isSeenMove(entry) ? &found->second.credit : nullptr;
}

} // namespace runbook

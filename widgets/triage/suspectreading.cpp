// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/suspectreading.h"

#include "models/items/formats.h"
#include "models/items/suspectmodel.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr int kNoteLength = 400;

QString tr(const char* text)
{
    return QCoreApplication::translate("triage::SuspectReading", text);
}

QString saidText(const suspects::Said& said)
{
    const QString who = said.who.empty() ? tr("somebody") : common::safeLine(said.who, 60);
    QString text = tr("%1, by %2 at %3")
                       .arg(QString::fromLatin1(suspects::toString(said.opinion)), who,
                            items::utcTimeText(said.time));
    if (said.isFromTelemetry)
        text += tr(" (in the telemetry)");
    if (!said.note.empty())
        text += u": "_s + common::safeLine(said.note, kNoteLength);
    return text;
}

// "Verdict: confirmed. Wrong, by ada at 10:09:07: no such function".
QString verdictText(const suspects::Verdict& verdict)
{
    if (verdict.said.empty())
        return {};
    QStringList lines;
    for (const suspects::Said& said : verdict.said)
        lines << saidText(said);
    return tr("Verdict: %1 — %2").arg(items::standingText(verdict.standing), lines.join(u"; "_s));
}

} // namespace

telemetry::Result<SuspectReading>
readSuspect(const store::Reader& reader, const telemetry::SpanKey& key,
            const std::vector<telemetry::SpanKey>& all, const store::View& view,
            const suspects::VerdictBook& said, const std::string& actor)
{
    auto step = traceview::readStep(reader, key, view);
    if (!step)
        return tl::make_unexpected(step.error());
    SuspectReading reading{
        .step = std::move(*step), .verdict = verdictText(said.of(key)), .standing = {}};
    // What others said is theirs to take back.
    const auto isOwn = [&actor](const suspects::Said& one) {
        return !one.isFromTelemetry && (actor.empty() || one.who == actor);
    };
    for (const telemetry::SpanKey& one : all)
        if (std::ranges::any_of(said.of(one).said, isOwn))
            reading.standing.push_back(one);
    return reading;
}

} // namespace triage

// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/bundlerequest.h"

#include "app/commands/jsonrows.h"
#include "app/commands/redaction.h"
#include "models/incident/incidentrecord.h"
#include "models/report/html.h"
#include "models/report/markdown.h"
#include "models/telemetry/clock.h"

#include <QJsonDocument>

#include <memory>
#include <utility>

namespace commands {

using telemetry::Result;

namespace {

// All of the timeline, a row a line.
Result<std::string> timelineOf(const store::Reader& reader)
{
    const auto entries = reader.timeline({});
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::string lines;
    for (const telemetry::TimelineEntry& entry : *entries)
        lines += QJsonDocument(toJson(entry)).toJson(QJsonDocument::Compact).toStdString() + "\n";
    return lines;
}

Result<std::vector<bundle::Document>> documentsOf(const BundleQuestion& question,
                                                  const redact::Redactor* redactor,
                                                  const std::string& recording,
                                                  const bundle::Manifest& manifest)
{
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto timeline = timelineOf(**reader);
    if (!timeline)
        return tl::make_unexpected(timeline.error());
    // By the name that it has there: it may be one that was taken out here.
    const std::string incident = manifest.incident ? manifest.incident->id : std::string();
    auto facts = report::readFacts({.recording = recording,
                                    .incident = incident,
                                    .knownAt = telemetry::Timestamp::max(),
                                    .objectives = question.objectives,
                                    .isSpreadWanted = true,
                                    .goesOn = question.goesOn});
    if (!facts)
        return tl::make_unexpected(facts.error());
    facts->recordingName = bundle::kRecordingName;
    report::Scrub scrub;
    if (redactor != nullptr)
        scrub = report::Scrub(*redactor);
    report::addNames(*facts, scrub);
    report::Report written{.facts = *facts};
    written.version = PLUMBLINE_VERSION;
    if (manifest.isPart)
        written.part = manifest.range;
    if (redactor != nullptr)
        written.rules = redactor->ruleIds();
    written.isInBundle = true;
    if (question.draw) {
        auto figures = question.draw(**reader, *facts, scrub);
        if (!figures)
            return tl::make_unexpected(figures.error());
        written.figures = std::move(*figures);
    } else {
        written.noFigures = "Not drawn: `plumbline report` on the recording draws them.";
    }
    const report::Document document = report::documentOf(written, scrub);
    return std::vector<bundle::Document>{
        {.name = "timeline.jsonl", .bytes = std::move(*timeline)},
        {.name = "report.md", .bytes = report::toMarkdown(document)},
        {.name = "report.html", .bytes = report::toHtml(document)}};
}

} // namespace

Result<bundle::Request> bundleRequest(const BundleQuestion& question)
{
    const auto reader = store::Reader::open(question.file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto incidents = incident::readIncidents(**reader);
    if (!incidents)
        return tl::make_unexpected(incidents.error());
    bundle::Request request;
    request.range = {.start = telemetry::Timestamp::min(), .end = telemetry::Timestamp::max()};
    if (!incidents->empty() || !question.incident.empty()) {
        const auto record = incident::readIncident(**reader, question.incident);
        if (!record)
            return tl::make_unexpected(record.error());
        const incident::Incident& meant = record->incident;
        request.range = {.start = record->range.start - question.before,
                         .end = record->range.end + question.after};
        request.incident = bundle::Manifest::OfIncident{.id = meant.id,
                                                        .uid = meant.uid,
                                                        .title = meant.title,
                                                        .start = meant.start,
                                                        .end = meant.closed};
    }
    if (question.isRedacted || !question.rules.empty()) {
        auto redactor = redactorOf({.file = question.rules, .isForExport = true});
        if (!redactor)
            return tl::make_unexpected(redactor.error());
        request.redactor = std::move(*redactor);
    }
    request.recording = question.file;
    request.out = question.out;
    request.documents = [question, redactor = request.redactor](const std::string& recording,
                                                                const bundle::Manifest& manifest) {
        return documentsOf(question, redactor.get(), recording, manifest);
    };
    request.product = PLUMBLINE_VERSION;
    request.madeBy = question.madeBy;
    request.now = telemetry::SystemClock().now();
    request.goesOn = question.goesOn;
    return request;
}

} // namespace commands

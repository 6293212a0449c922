// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/mappingelsewhere.h"
#include "models/store/mappingreport.h"
#include "models/store/mappingwriter.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>

using namespace storetest;
using namespace std::string_literals;

namespace {

otlp::OutgoingSpan with(otlp::OutgoingSpan span, const std::string& name, const std::string& value)
{
    span.attributes.emplace_back(name, value);
    return span;
}

std::vector<store::SourceMapping>
mappingOf(const Recording& recording, telemetry::Timestamp known = telemetry::Timestamp::max())
{
    auto report = recording.reader()->mapping(known);
    return report ? std::move(*report) : std::vector<store::SourceMapping>{};
}

const store::MappedAttribute* fieldOf(const store::DialectMapping& dialect,
                                      const std::string& field)
{
    const auto found = std::ranges::find(dialect.fields, field, &store::MappedAttribute::field);
    return found == dialect.fields.end() ? nullptr : &*found;
}

bool says(const store::SourceMapping& source, const std::string& beginning)
{
    return std::ranges::any_of(source.cannotTell, [&beginning](const store::Lack& lack) {
        return store::english(lack).starts_with(beginning);
    });
}

} // namespace

class TestMappingReport : public QObject
{
    Q_OBJECT

private slots:
    void countsComeBackByServiceAndAttribute()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1), chatSpan(2, 2)}, 10)));
        QVERIFY(writer->append(
            spansBatch({with(chatSpan(3, 3), "company.tenant", "northwind")}, 11, "desk")));
        QVERIFY(writer->commit());
        const auto report = mappingOf(recording);
        QCOMPARE(report.size(), std::size_t{2});
        QCOMPARE(report[0].service, "desk"s);
        QCOMPARE(report[1].service, "shop"s);
        QCOMPARE(report[1].generations, 2);
        const auto* model = fieldOf(report[1].dialects.at(0), "model_served");
        QVERIFY(model != nullptr);
        QCOMPARE(model->attribute, "gen_ai.response.model"s);
        QCOMPARE(model->generations, 2);
        QVERIFY(report[1].dialects[0].unknown.empty());
        QCOMPARE(report[0].dialects.at(0).unknown.size(), std::size_t{1});
        QCOMPARE(report[0].dialects[0].unknown[0].name, "company.tenant"s);
        QCOMPARE(report[0].dialects[0].unknown[0].example, "northwind"s);
        QVERIFY(says(report[1], "No finish reason") || says(report[1], "No output limit"));
    }

    void resentSpansCountOnce()
    {
        const Recording recording;
        const auto writer = recording.writer();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(writer->append(spansBatch({with(chatSpan(1, 1), "company.x", "1")}, 10 + i)));
            QVERIFY(writer->commit());
        }
        const auto report = mappingOf(recording);
        QCOMPARE(report.at(0).records, 1);
        QCOMPARE(report[0].dialects.at(0).unknown.at(0).count, 1);
    }

    void messagesInLogsAreContent()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 10)));
        QVERIFY(writer->commit());
        const bool wasMissing = says(mappingOf(recording).at(0), "No answers captured");
        QVERIFY(writer->append(logsBatch({messagesLog(1, 1)}, 11)));
        QVERIFY(writer->commit());
        const auto report = mappingOf(recording);
        QVERIFY(wasMissing);
        QVERIFY(!says(report.at(0), "No answers captured"));
        QCOMPARE(report[0].generationLogs, 1);
        QCOMPARE(report[0].generations, 1);
    }

    // Several log records tell of one call: each carrier is held against its own records.
    void sharesAreOfTheCarrier()
    {
        const auto share = [](const char* event, std::int64_t generations, std::int64_t logs) {
            store::DialectMapping dialect;
            dialect.generations = 10;
            dialect.generationLogs = 40;
            return store::shareOf({.field = "f",
                                   .attribute = "a",
                                   .event = event,
                                   .count = generations,
                                   .generations = generations,
                                   .generationLogs = logs},
                                  dialect);
        };
        QCOMPARE(share("", 5, 0), std::optional(0.5));
        QCOMPARE(share("gen_ai.choice", 5, 0), std::optional(0.5)); // an event of the span
        QCOMPARE(share("gen_ai.user.message", 30, 30), std::optional(0.75));
        QCOMPARE(share("gen_ai.choice", 50, 40), std::optional(1.0)); // both
        QCOMPARE(share("", 0, 0), std::optional<double>());

        store::SourceMapping source;
        source.generations = 10;
        source.generationLogs = 40;
        source.facts["redacted"].logs = 40;
        source.cannotTell = store::cannotTell(source);
        QVERIFY(says(source, "In 40 of 40 log records of model calls, text was taken out"));
        source.facts["redacted"].spans = 3;
        source.facts["redacted"].logs = 0;
        source.cannotTell = store::cannotTell(source);
        QVERIFY(says(source, "In 3 of 10 model calls, text was taken out"));
        QVERIFY(!says(source, "In 0"));
    }

    // Its spans and its log records came by two ways: what one lacks is no hole in the telemetry.
    void whatAnotherSourceOfTheServiceTellsIsNotMissing()
    {
        const auto sourceOf = [](const char* source, const char* service, std::int64_t spans) {
            store::SourceMapping mapping;
            mapping.source = source;
            mapping.service = service;
            mapping.generations = spans;
            mapping.generationLogs = 4 - spans;
            return mapping;
        };
        std::vector<store::SourceMapping> report{
            sourceOf("traces", "bot", 4), sourceOf("logs", "bot", 0), sourceOf("logs", "desk", 0)};
        report[0].facts["finish_reasons"].spans = 4;
        report[1].facts["output_messages"].logs = 4;
        for (store::SourceMapping& source : report) {
            source.cannotTell = store::cannotTell(source, store::elsewhereOf(source, report));
        }
        QVERIFY(!says(report[0], "No answers captured"));
        QVERIFY(!says(report[1], "Only log records"));
        QVERIFY(!says(report[1], "No finish reason"));
        QVERIFY(says(report[0], "No prompts captured"));
        QVERIFY(says(report[2], "Only log records"));
        QVERIFY(says(report[2], "No answers captured"));
    }

    void logsCountAsLogs()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1), chatSpan(2, 2)}, 10)));
        QVERIFY(writer->append(logsBatch({messagesLog(1, 1)}, 11)));
        QVERIFY(writer->commit());
        const auto report = mappingOf(recording);
        const store::DialectMapping& dialect = report.at(0).dialects.at(0);
        const auto* output = fieldOf(dialect, "output_messages");
        QVERIFY(output != nullptr);
        QCOMPARE(output->generationLogs, 1);
        QCOMPARE(store::shareOf(*output, dialect), std::optional(1.0));
        const auto* model = fieldOf(dialect, "model_served");
        QCOMPARE(model->generationLogs, 0);
        QCOMPARE(store::shareOf(*model, dialect), std::optional(1.0));
    }

    void continuedAfterRestart()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({with(chatSpan(1, 1), "company.x", "1")}, 10)));
            QVERIFY(writer->commit());
        }
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({with(chatSpan(2, 2), "company.x", "2")}, 200)));
        QVERIFY(writer->commit());
        const auto report = mappingOf(recording);
        QCOMPARE(report.at(0).records, 2);
        QCOMPARE(report[0].dialects.at(0).unknown.size(), std::size_t{1});
        QCOMPARE(report[0].dialects[0].unknown[0].count, 2);
        QCOMPARE(recording.number("SELECT count(*) FROM mapping_groups"), 1);
    }

    void nothingIsToldBeforeItWasKnown()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 10)));
        QVERIFY(writer->append(spansBatch({with(chatSpan(2, 2), "company.x", "1")}, 500)));
        QVERIFY(writer->commit());
        QVERIFY(mappingOf(recording, at(9)).empty());
        const auto early = mappingOf(recording, at(100));
        QCOMPARE(early.at(0).records, 1);
        QVERIFY(early[0].dialects.at(0).unknown.empty());
        QCOMPARE(mappingOf(recording, at(500)).at(0).records, 2);
    }

    void namesHaveAnEnd()
    {
        const Recording recording;
        const auto writer = recording.writer();
        constexpr std::uint64_t kSpans = 300;
        for (std::uint64_t i = 0; i < kSpans; ++i)
            QVERIFY(writer->append(
                spansBatch({with(chatSpan(i + 1, 1), "company." + std::to_string(i), "1")}, 10)));
        QVERIFY(writer->commit());
        const auto report = mappingOf(recording);
        const auto& dialect = report.at(0).dialects.at(0);
        QCOMPARE(dialect.records, static_cast<std::int64_t>(kSpans));
        QCOMPARE(static_cast<std::int64_t>(dialect.unknown.size()),
                 store::MappingWriter::kMostUnknown);
        QCOMPARE(dialect.otherUnknown,
                 static_cast<std::int64_t>(kSpans) - store::MappingWriter::kMostUnknown);
        QCOMPARE(recording.number("SELECT count(*) FROM mapping_counts"),
                 store::MappingWriter::kMostUnknown + 3); // shape, others, instance
    }

    // One that runs an older client shows by what it leaves out.
    void instancesAreToldApart()
    {
        const Recording recording;
        const auto writer = recording.writer();
        for (std::uint64_t i = 1; i <= 4; ++i) {
            QVERIFY(writer->append(spansBatch({with(chatSpan(i, 1), "gen_ai.prompt.version", "7")},
                                              10, "shop", "pod-a")));
            if (i < 4)
                QVERIFY(
                    writer->append(spansBatch({chatSpan(10 + i, 1)}, 500, "shop", "pod\t\n-b")));
        }
        QVERIFY(writer->append(spansBatch({chatSpan(20, 1)}, 500)));
        QVERIFY(writer->commit());
        const auto report = mappingOf(recording);
        QCOMPARE(report.size(), std::size_t{1});
        QCOMPARE(report[0].records, 8);
        const auto& instances = report[0].instances;
        QCOMPARE(instances.size(), std::size_t{3});
        QCOMPARE(instances[0].instance, "pod-a"s);
        QCOMPARE(instances[0].records, 4);
        QCOMPARE(instances[0].generations, 4);
        QCOMPARE(instances[0].facts.at("prompt_version").spans, 4);
        QCOMPARE(instances[0].dialects, std::vector<std::string>{"otel-genai"});
        QCOMPARE(instances[1].instance, "pod\t\n-b"s);
        QCOMPARE(instances[1].generations, 3);
        QVERIFY(!instances[1].facts.contains("prompt_version"));
        QCOMPARE(instances[2].instance, ""s);
        QVERIFY(says(report[0], "Instance pod\t\n-b tells no prompt version, which other"));
        QVERIFY(!says(report[0], "Instance pod-a"));
        QVERIFY(!says(report[0], "Records without an instance")); // one call is no pattern
        QCOMPARE(mappingOf(recording, at(100)).at(0).instances.size(), std::size_t{1});
    }

    void instancesHaveAnEnd()
    {
        const Recording recording;
        const auto writer = recording.writer();
        constexpr std::uint64_t most = store::MappingWriter::kMostInstances;
        for (std::uint64_t i = 0; i < most + 5; ++i)
            QVERIFY(writer->append(
                spansBatch({chatSpan(i + 1, 1)}, 10, "shop", "pod-" + std::to_string(i))));
        QVERIFY(writer->commit());
        const auto report = mappingOf(recording);
        QCOMPARE(report.at(0).instances.size(), static_cast<std::size_t>(most));
        QCOMPARE(report[0].otherInstances, 5);
        QCOMPARE(report[0].records, static_cast<std::int64_t>(most) + 5);
    }

    void secretsAreNotKeptAsExamples()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(
            writer->append(spansBatch({with(chatSpan(1, 1), "company.api_key", "swordfish")}, 10)));
        QVERIFY(writer->commit());
        QCOMPARE(recording.number("SELECT count(*) FROM mapping_cells WHERE text LIKE "
                                  "'%swordfish%' OR example LIKE '%swordfish%'"),
                 0);
        QCOMPARE(mappingOf(recording).at(0).dialects.at(0).unknown.at(0).name, "company.api_key"s);
    }
};

QTEST_GUILESS_MAIN(TestMappingReport)
#include "tst_mappingreport.moc"

// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/causefilter.h"

#include <QTest>

#include <string>

using causes::Condition;

namespace {

std::string filterText(std::vector<Condition> conditions)
{
    causes::Hypothesis hypothesis;
    hypothesis.conditions = std::move(conditions);
    return items::filterOf(hypothesis).text();
}

} // namespace

class TestCauseFilter : public QObject
{
    Q_OBJECT

private slots:
    void conditionsAreWhatTheFilterAsks()
    {
        const Condition prompt{.kind = Condition::Kind::Value,
                               .field = "prompt_version",
                               .value = "8 beta",
                               .low = {},
                               .high = {}};
        const Condition tokens{.kind = Condition::Kind::Range,
                               .field = "input_tokens",
                               .value = {},
                               .low = 700,
                               .high = 768};
        const Condition reason{.kind = Condition::Kind::Word,
                               .field = "reason",
                               .value = "Faithfulness",
                               .low = {},
                               .high = {}};
        QCOMPARE(filterText({}), std::string());
        for (const auto& conditions :
             {std::vector{prompt}, {tokens}, {reason}, {prompt, tokens, reason}}) {
            const std::string text = filterText(conditions);
            const auto parsed = suspects::Filter::parse(text);
            QVERIFY2(parsed.has_value(), text.c_str());
            QVERIFY(parsed->terms().size() >= conditions.size());
        }
        QVERIFY(filterText({prompt}).find("8 beta") != std::string::npos);
        const auto range = suspects::Filter::parse(filterText({tokens}));
        const auto matches = [&range](double number) {
            return range->matches(
                [number](const std::string&) {
                    return suspects::FieldValue{.texts = {}, .number = number};
                },
                {}, {});
        };
        QVERIFY(matches(700) && matches(768) && !matches(699) && !matches(769));
    }

    void marksAreOfTheServiceAndNoFirstSights()
    {
        causes::CaseFacts facts;
        facts.service = "bot";
        const auto add = [&facts](const char* service, std::optional<causes::Trait> trait,
                                  const char* value, bool isReturn, bool isFirst) {
            causes::RankedChange ranked;
            ranked.change.service = service;
            ranked.change.trait = trait;
            ranked.change.value = value;
            ranked.change.isReturn = isReturn;
            ranked.change.isFirstSight = isFirst;
            facts.changes.push_back(ranked);
        };
        add("bot", causes::Trait::Model, "m-2", false, true);
        add("bot", causes::Trait::Prompt, "7", true, false);
        add("agent", causes::Trait::Model, "m-1", true, false);
        add("bot", std::nullopt, "41.2 calls in flight", false, false);
        const auto found = items::foundChanges(facts);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].field, std::string("prompt_version"));
        QVERIFY(found[0].isReturn);
        QCOMPARE(found[1].field, std::string("load"));
    }
};

QTEST_GUILESS_MAIN(TestCauseFilter)
#include "tst_causefilter.moc"

// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/randomsource.h"
#include "models/otlp/encode.h"
#include "models/similarity/statements.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace bench {

// How a planted place holds the statement.
enum class Planted : std::uint8_t
{
    Copied,
    Quoted,
    Edited, // lightly: one to three words exchanged, added, lost or moved
};

struct PlantedPlace
{
    telemetry::SpanKey key;
    Planted as = Planted::Copied;
};

// Traffic of four services with one wrong statement in it: said by the first, and from a third of
// the way on copied, quoted and lightly edited into inputs, documents, arguments and answers of
// all. Beside it are sentences of the same template with other figures, names or a negation,
// everywhere: they are not the statement. The same seed gives the same traffic.
class ContaminationTraffic
{
public:
    ContaminationTraffic(std::int64_t generations, std::uint64_t seed);

    // The next generations, all of one service; nothing at the end.
    std::vector<otlp::OutgoingSpan> next(std::string& service);

    static const std::string& statement();
    const std::vector<PlantedPlace>& planted() const { return m_planted; }
    telemetry::SpanKey suspect() const { return m_suspect; }
    std::int64_t nearMisses() const { return m_nearMisses; }

private:
    std::string pick(const std::vector<std::string>& list);
    std::string templateSentence();
    std::string looseSentence();
    std::string nearMiss();
    std::string edited();
    std::string paragraph(int sentences);
    void plant(std::int64_t number, std::size_t service, std::vector<otlp::OutgoingSpan>& spans);
    otlp::OutgoingSpan generation(std::int64_t number, std::size_t service, std::string input,
                                  std::string output);
    otlp::OutgoingSpan retrieval(const otlp::OutgoingSpan& beside, const std::string& document);
    otlp::OutgoingSpan tool(const otlp::OutgoingSpan& beside, const std::string& argument);

    RandomSource m_random;
    std::int64_t m_generations;
    std::int64_t m_done = 0;
    std::vector<std::string> m_words; // commoner ones first
    std::vector<std::string> m_products;
    std::vector<std::string> m_documents;
    std::vector<std::string> m_prompts; // of the services
    std::vector<PlantedPlace> m_planted;
    telemetry::SpanKey m_suspect;
    std::int64_t m_nearMisses = 0;
    std::int64_t m_everyPlanted;
};

} // namespace bench

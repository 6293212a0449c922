// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/contaminationtext.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string_view>

namespace bench {

namespace {

using namespace std::chrono_literals;
using otlp::OutgoingSpan;

constexpr std::array<std::string_view, 4> kTextServices{"support", "writer", "search", "mailer"};
constexpr std::int64_t kInBody = 128; // generations
constexpr std::size_t kDocuments = 20'000;
constexpr std::int64_t kTextStart = 1'790'000'000; // s since the epoch
constexpr std::array<std::string_view, 6> kPlans{"Basic",   "Premium", "Family",
                                                 "Student", "Team",    "Gold"};
constexpr std::array<std::string_view, 5> kFees{"setup", "monthly", "roaming", "service", "line"};
constexpr std::array<std::string_view, 8> kCities{"Oslo",   "Bergen", "Madrid", "Lyon",
                                                  "Vienna", "Porto",  "Gent",   "Turin"};
constexpr std::array<std::string_view, 7> kDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};
// % is a number, $ a product, @ a city, & a weekday, # a plan, * a fee.
constexpr std::array<std::string_view, 24> kTemplates{
    "The $ ships from our warehouse in @ within % working days.",
    "You can return the $ within % days as long as the seal is intact.",
    "Our office in @ is open on & from % until 18 o'clock.",
    "The warranty of the $ covers % months from the date of purchase.",
    "Orders over % euros are delivered free of charge to @.",
    "A technician will visit you on & between % and 17 o'clock.",
    "The * fee of the # plan is % euros a month.",
    "Your ticket % was handed to the team in @ on &.",
    "The $ needs firmware % or newer to work with the # plan.",
    "Please restart the $ and wait % seconds before you try again.",
    "The # plan includes % gigabytes of data in all countries of the union.",
    "Invoices of the # plan are sent on the % of each month.",
    "There are % units of the $ left in our store in @.",
    "The $ was recalled in @ because of a faulty battery in lot %.",
    "Refunds to a card take up to % working days after the return.",
    "On & the hotline answers calls from @ until % o'clock.",
    "The battery of the $ lasts % hours when the screen is off.",
    "You have % points left, which is worth a discount on the $.",
    "We charge the * fee again when the # plan is changed after % days.",
    "Deliveries to @ take % days longer before public holidays.",
    "The error % means that the $ has lost its connection.",
    "Members of the # plan get % percent off the $.",
    "A second $ costs % euros less if both are sent to @.",
    "The meeting about the $ was moved to & at % o'clock."};
constexpr std::string_view kDisclaimer =
    "This answer was written by an assistant and may contain mistakes; please check important "
    "details with our staff.";

std::string jsonText(std::string_view text)
{
    std::string safe = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            safe += '\\';
        if (c == '\n')
            safe += "\\n";
        else
            safe += c;
    }
    return safe + "\"";
}

std::string messageJson(std::string_view role, std::string_view text)
{
    return "{\"role\":\"" + std::string(role)
        + "\",\"parts\":[{\"type\":\"text\",\"content\":" + jsonText(text) + "}]}";
}

void replaceOnce(std::string& text, std::string_view from, std::string_view to)
{
    if (const std::size_t at = text.find(from); at != std::string::npos)
        text.replace(at, from.size(), to);
}

// A word by its number: two to four syllables.
std::string inventedWord(std::uint64_t number)
{
    constexpr std::string_view kConsonants = "bdfgklmnprstvz";
    constexpr std::string_view kVowels = "aeiou";
    std::uint64_t state = number * 0x9e3779b97f4a7c15ULL + 77;
    std::string word;
    for (std::uint64_t i = 0; i < 2 + number % 3; ++i) {
        state ^= state >> 29U;
        state *= 0xbf58476d1ce4e5b9ULL;
        word += kConsonants[(state >> 40U) % kConsonants.size()];
        word += kVowels[(state >> 20U) % kVowels.size()];
    }
    return word;
}

} // namespace

const std::string& ContaminationTraffic::statement()
{
    static const std::string text = "Customers of the Basic plan may cancel within 45 days and get "
                                    "the setup fee back in full.";
    return text;
}

ContaminationTraffic::ContaminationTraffic(std::int64_t generations, std::uint64_t seed)
    : m_random(seed)
    , m_generations(generations)
    , m_everyPlanted(std::max<std::int64_t>(4, generations / 1500))
{
    constexpr std::uint64_t kWords = 6000;
    for (std::uint64_t i = 0; i < kWords; ++i)
        m_words.push_back(inventedWord(i));
    for (std::uint64_t i = 0; i < 300; ++i) {
        std::string name = inventedWord(10'000 + i);
        name.front() = static_cast<char>(name.front() - 0x20);
        m_products.push_back(name + " " + std::to_string(1 + i % 9) + "00");
    }
    const auto documents = std::min<std::size_t>(
        kDocuments, static_cast<std::size_t>(std::max<std::int64_t>(50, generations / 10)));
    for (std::size_t i = 0; i < documents; ++i)
        m_documents.push_back(paragraph(5));
    for (const std::string_view service : kTextServices)
        m_prompts.push_back("You are the " + std::string(service) + " assistant. " + paragraph(4)
                            + " Answer politely and in the language of the customer.");
}

std::string ContaminationTraffic::pick(const std::vector<std::string>& list)
{
    return list[m_random.below(list.size())];
}

std::string ContaminationTraffic::templateSentence()
{
    if (m_random.chance(0.03))
        return nearMiss();
    std::string text;
    for (const char c : kTemplates[m_random.below(kTemplates.size())]) {
        if (c == '%')
            text += std::to_string(1 + m_random.below(m_random.chance(0.5) ? 30 : 990));
        else if (c == '$')
            text += pick(m_products);
        else if (c == '@')
            text += kCities[m_random.below(kCities.size())];
        else if (c == '&')
            text += kDays[m_random.below(kDays.size())];
        else if (c == '#')
            text += kPlans[m_random.below(kPlans.size())];
        else if (c == '*')
            text += kFees[m_random.below(kFees.size())];
        else
            text += c;
    }
    return text;
}

// The template of the statement with something else in it.
std::string ContaminationTraffic::nearMiss()
{
    ++m_nearMisses;
    std::string text = statement();
    const std::uint64_t what = m_random.below(5);
    if (what == 0)
        replaceOnce(text, "Basic", kPlans[1 + m_random.below(kPlans.size() - 1)]);
    else if (what == 1)
        replaceOnce(text, "may cancel", "may not cancel");
    else if (what == 2)
        replaceOnce(text, "days", "weeks");
    else // also with another plan and fee
        replaceOnce(text, "45",
                    std::to_string(m_random.chance(0.5) ? 1 + m_random.below(44)
                                                        : 46 + m_random.below(60)));
    if (what == 4) {
        replaceOnce(text, "Basic", kPlans[m_random.below(kPlans.size())]);
        replaceOnce(text, "setup", kFees[m_random.below(kFees.size())]);
    }
    return text;
}

// Words as uneven as those of a language, so that no run of three is everywhere.
std::string ContaminationTraffic::looseSentence()
{
    std::string text;
    const std::uint64_t words = 8 + m_random.below(10);
    for (std::uint64_t i = 0; i < words; ++i) {
        const double place = std::pow(m_random.uniform(), 2.5);
        std::string word =
            m_words[static_cast<std::size_t>(place * static_cast<double>(m_words.size()))];
        if (i == 0)
            word.front() = static_cast<char>(word.front() - 0x20);
        text += (i == 0 ? "" : " ") + word;
    }
    return text + ".";
}

std::string ContaminationTraffic::paragraph(int sentences)
{
    std::string text;
    for (int i = 0; i < sentences; ++i)
        text += (i == 0 ? "" : " ") + (m_random.chance(0.5) ? templateSentence() : looseSentence());
    return text;
}

std::string ContaminationTraffic::edited()
{
    struct Edit
    {
        std::string_view from;
        std::string_view to;
    };
    constexpr std::array<Edit, 10> kEdits{{{"may cancel", "can cancel"},
                                           {"cancel", "terminate"},
                                           {"get the", "receive the"},
                                           {" in full", ""},
                                           {"Customers of", "Subscribers to"},
                                           {"within 45 days", "in 45 days"},
                                           {"and get", "and will get"},
                                           {"Customers", "As a rule, customers"},
                                           {"may cancel", "may usually cancel"},
                                           {"fee back", "fee paid back"}}};
    std::string text = statement();
    const std::uint64_t edits = 1 + m_random.below(3);
    while (text == statement()) {
        for (std::uint64_t i = 0; i < edits; ++i) {
            const Edit& edit = kEdits[m_random.below(kEdits.size())];
            replaceOnce(text, edit.from, edit.to);
        }
        if (m_random.chance(0.15) && text == statement())
            text = "Within 45 days customers of the Basic plan may cancel and get the setup fee "
                   "back in full.";
    }
    return text;
}

OutgoingSpan ContaminationTraffic::generation(std::int64_t number, std::size_t service,
                                              std::string input, std::string output)
{
    OutgoingSpan span;
    std::uint64_t state = static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15ULL + 1;
    for (auto& byte : span.trace.bytes) {
        state = (state ^ (state >> 27U)) * 0x94d049bb133111ebULL + 11;
        byte = static_cast<unsigned char>(state >> 33U);
    }
    span.trace.bytes[0] |= 1U;
    span.id = telemetry::SpanId{(state ^ 0x5555U) | 1U};
    span.name = "chat bench-model";
    span.kind = telemetry::SpanKind::Client;
    span.start = telemetry::Timestamp{std::chrono::seconds(kTextStart)} + number * 20ms;
    span.end = span.start + 900ms;
    span.attributes = {
        {"gen_ai.operation.name", std::string("chat")},
        {"gen_ai.provider.name", std::string("openai")},
        {"gen_ai.request.model", std::string("bench-model")},
        {"gen_ai.response.model", std::string("bench-model-2026-10")},
        {"gen_ai.usage.input_tokens", std::int64_t{300}},
        {"gen_ai.usage.output_tokens", std::int64_t{70}},
        {"user.id", "user-" + std::to_string(number * 7919 % 5003)},
        {"session.id", "session-" + std::to_string(number / 3)},
        {"gen_ai.input.messages",
         "[" + messageJson("system", m_prompts[service]) + "," + messageJson("user", input) + "]"},
        {"gen_ai.output.messages",
         "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":" + jsonText(output)
             + "}],\"finish_reason\":\"stop\"}]"}};
    return span;
}

OutgoingSpan ContaminationTraffic::retrieval(const OutgoingSpan& beside,
                                             const std::string& document)
{
    OutgoingSpan span;
    span.trace = beside.trace;
    span.id = telemetry::SpanId{static_cast<std::uint64_t>(beside.id) ^ 0xF00U};
    span.parent = beside.id;
    span.name = "retrieval kb";
    span.start = beside.start + 1ms;
    span.end = beside.start + 9ms;
    span.attributes = {
        {"gen_ai.operation.name", std::string("retrieval")},
        {"gen_ai.data_source.id", std::string("kb")},
        {"gen_ai.retrieval.query.text", looseSentence()},
        {"gen_ai.retrieval.documents",
         "[{\"id\":\"kb-1\",\"score\":0.9,\"content\":" + jsonText(document) + "}]"}};
    return span;
}

OutgoingSpan ContaminationTraffic::tool(const OutgoingSpan& beside, const std::string& argument)
{
    OutgoingSpan span;
    span.trace = beside.trace;
    span.id = telemetry::SpanId{static_cast<std::uint64_t>(beside.id) ^ 0xE00U};
    span.parent = beside.id;
    span.name = "execute_tool send_mail";
    span.start = beside.start + 10ms;
    span.end = beside.start + 60ms;
    span.attributes = {
        {"gen_ai.operation.name", std::string("execute_tool")},
        {"gen_ai.tool.name", std::string("send_mail")},
        {"gen_ai.tool.call.arguments", "{\"to\":\"someone\",\"body\":" + jsonText(argument) + "}"},
        {"gen_ai.tool.call.result", std::string("{\"ok\":true}")}};
    return span;
}

void ContaminationTraffic::plant(std::int64_t number, std::size_t service,
                                 std::vector<OutgoingSpan>& spans)
{
    const double draw = m_random.uniform();
    const Planted as = draw < 0.4 ? Planted::Copied
        : draw < 0.6              ? Planted::Quoted
                                  : Planted::Edited;
    std::string text = statement();
    if (as == Planted::Edited)
        text = edited();
    else if (as == Planted::Quoted)
        text = "A colleague wrote: \"" + text + "\"";
    else if (m_random.chance(0.3))
        replaceOnce(text, "Customers", "customers");
    const std::string around = looseSentence() + " " + text + " " + templateSentence();
    const std::string document = pick(m_documents);
    const std::uint64_t place = m_random.below(4);
    spans.push_back(generation(number, service, place == 0 ? document + "\n" + around : document,
                               place == 1 ? around : looseSentence()));
    if (place == 2)
        spans.push_back(retrieval(spans.back(), around));
    else if (place == 3)
        spans.push_back(tool(spans.back(), around));
    m_planted.push_back({.key = {.trace = spans.back().trace, .span = spans.back().id}, .as = as});
}

std::vector<OutgoingSpan> ContaminationTraffic::next(std::string& service)
{
    std::vector<OutgoingSpan> spans;
    const std::size_t index = static_cast<std::size_t>(m_done / kInBody) % kTextServices.size();
    service = kTextServices[index];
    const std::int64_t last = std::min(m_generations, m_done + kInBody);
    const std::int64_t origin = m_generations / 3;
    for (; m_done < last; ++m_done) {
        if (m_suspect.span == telemetry::SpanId::None && m_done >= origin && index == 0) {
            spans.push_back(generation(m_done, index, "May I cancel my plan?",
                                       "Certainly. " + statement() + " " + looseSentence()));
            m_suspect = {.trace = spans.back().trace, .span = spans.back().id};
            continue;
        }
        const bool isPlanted =
            m_suspect.span != telemetry::SpanId::None && m_done % m_everyPlanted == 0;
        if (isPlanted) {
            plant(m_done, index, spans);
            continue;
        }
        const std::string document = pick(m_documents);
        std::string answer = document.substr(0, document.find(". ") + 1) + " " + paragraph(2);
        if (m_random.chance(0.3))
            answer += " " + std::string(kDisclaimer);
        spans.push_back(generation(
            m_done, index, "Context:\n" + document + "\n\nQuestion: " + looseSentence(), answer));
        if (m_random.chance(0.1))
            spans.push_back(retrieval(spans.back(), document));
        if (m_random.chance(0.05))
            spans.push_back(tool(spans.back(), paragraph(1)));
    }
    return spans;
}

} // namespace bench

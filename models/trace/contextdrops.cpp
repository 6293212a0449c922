// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextdrops.h"

#include "models/trace/rollinghash.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace trace {

namespace {

constexpr std::size_t kSummarySearched = 400; // bytes
constexpr std::size_t kProbe = 32; // bytes of a document that have to stand together
constexpr std::size_t kProbes = 8; // of one document
constexpr std::size_t kMostDocuments = 512;
constexpr std::size_t kShortestCut = 16; // bytes that tell a beginning from chance

// Lower case of ASCII, every run of blanks one blank.
std::string plainText(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (isBlank && (plain.empty() || plain.back() == ' '))
            continue;
        plain += isBlank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    while (!plain.empty() && plain.back() == ' ')
        plain.pop_back();
    return plain;
}

// All probes are of one length, so that one rolling hash (Karp and Rabin) finds them in one pass.
class Probes
{
public:
    void add(std::size_t document, std::string text)
    {
        m_texts.push_back(std::move(text));
        const std::string& whole = m_texts.back();
        const std::size_t room = whole.size() - kProbe;
        const std::size_t count = std::min(kProbes, room / kProbe + 1);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t start = count == 1 ? 0 : room * i / (count - 1);
            const std::string_view probe = std::string_view(whole).substr(start, kProbe);
            m_probes.emplace(rollingHash(probe), Probe{document, m_texts.size() - 1, start});
        }
    }

    // Takes out of `missing` what stands in the text.
    void findIn(const std::string& text, std::vector<bool>& isMissing)
    {
        if (text.size() < kProbe || m_probes.empty())
            return;
        std::uint64_t power = 1;
        for (std::size_t i = 1; i < kProbe; ++i)
            power *= kHashBase;
        std::uint64_t hash = rollingHash(std::string_view(text).substr(0, kProbe));
        for (std::size_t at = 0;; ++at) {
            check(hash, std::string_view(text).substr(at, kProbe), isMissing);
            if (at + kProbe >= text.size())
                return;
            hash = (hash - power * static_cast<unsigned char>(text[at])) * kHashBase
                + static_cast<unsigned char>(text[at + kProbe]);
        }
    }

private:
    struct Probe
    {
        std::size_t document;
        std::size_t text;
        std::size_t start;
    };

    // What was found is not looked for again: a text that repeats it costs no more.
    void check(std::uint64_t hash, std::string_view here, std::vector<bool>& isMissing)
    {
        const auto [first, last] = m_probes.equal_range(hash);
        if (first == last)
            return;
        const bool isHere = std::any_of(first, last, [&](const auto& probe) {
            const Probe& what = probe.second;
            return std::string_view(m_texts[what.text]).substr(what.start, kProbe) == here;
        });
        if (!isHere)
            return;
        std::for_each(first, last,
                      [&](const auto& probe) { isMissing[probe.second.document] = false; });
        m_probes.erase(first, last);
    }

    std::vector<std::string> m_texts;
    std::unordered_multimap<std::uint64_t, Probe> m_probes;
};

std::string_view withoutMark(std::string_view text)
{
    constexpr std::array<std::string_view, 7> kMarks{
        "...", "\xE2\x80\xA6", "[truncated]", "(truncated)", "[...]", "<truncated>", "\"}"};
    for (bool isMore = true; isMore;) {
        isMore = false;
        while (!text.empty() && (text.back() == ' ' || text.back() == '\n'))
            text.remove_suffix(1);
        for (const std::string_view mark : kMarks) {
            if (text.ends_with(mark)) {
                text.remove_suffix(mark.size());
                isMore = true;
            }
        }
    }
    return text;
}

} // namespace

const char* toString(DropRule rule)
{
    switch (rule) {
    case DropRule::OldestFirst:
        return "oldest_first";
    case DropRule::Middle:
        return "middle";
    case DropRule::Newest:
        return "newest";
    case DropRule::Everything:
        return "everything";
    case DropRule::Summary:
        return "summary";
    case DropRule::Note:
        return "note";
    case DropRule::Replaced:
        return "replaced";
    case DropRule::Shortened:
        return "shortened";
    case DropRule::LeftOut:
        return "left_out";
    case DropRule::Server:
        return "server";
    case DropRule::Overflow:
        return "overflow";
    }
    return "";
}

bool tellsSummary(std::string_view text)
{
    const std::string head = plainText(text.substr(0, kSummarySearched));
    constexpr std::array<std::string_view, 8> kSummaries{
        "summary of the conversation", "summary of our conversation",
        "conversation summary",        "summary of previous",
        "summary of earlier",          "previous conversation summary",
        "summary of the previous",     "summary of the earlier"};
    return std::ranges::any_of(kSummaries, [&](std::string_view phrase) {
        return head.find(phrase) != std::string::npos;
    });
}

bool isShortened(std::string_view earlier, std::string_view later)
{
    const std::string_view kept = withoutMark(later);
    return kept.size() >= kShortestCut && kept.size() < earlier.size() - earlier.size() / 20
        && later.size() < earlier.size() && earlier.starts_with(kept);
}

bool isNearlyEqual(std::string_view earlier, std::string_view later)
{
    const std::size_t shorter = std::min(earlier.size(), later.size());
    const auto head = static_cast<std::size_t>(
        std::ranges::mismatch(earlier.substr(0, shorter), later.substr(0, shorter)).in1
        - earlier.begin());
    std::size_t tail = 0;
    while (tail < shorter - head
           && earlier[earlier.size() - 1 - tail] == later[later.size() - 1 - tail])
        ++tail;
    return (head + tail) * 2 > std::max(earlier.size(), later.size());
}

LeftOut leftOutOf(const telemetry::Generation& generation,
                  std::span<const telemetry::Document* const> documents)
{
    LeftOut out;
    if (documents.empty())
        return out;
    Probes probes;
    std::vector<std::string> shortOnes(documents.size());
    std::vector<bool> isMissing(documents.size(), false);
    for (std::size_t i = 0; i < std::min(documents.size(), kMostDocuments); ++i) {
        std::string text = plainText(documents[i]->content);
        if (text.empty())
            continue;
        ++out.known;
        isMissing[i] = std::ranges::none_of(generation.documents, [&](const auto& given) {
            return given.content == documents[i]->content;
        });
        if (text.size() < kProbe)
            shortOnes[i] = std::move(text);
        else if (isMissing[i])
            probes.add(i, std::move(text));
    }
    std::size_t shortBytes = 0; // bounds what the plain search of short ones may take
    for (const telemetry::Message& message : generation.inputMessages) {
        for (const telemetry::Part& part : message.parts) {
            for (const std::string* text : {&part.text, &part.json}) {
                if (text->empty())
                    continue;
                const std::string plain = plainText(*text);
                probes.findIn(plain, isMissing);
                for (std::size_t i = 0; i < documents.size(); ++i) {
                    if (!isMissing[i] || shortOnes[i].empty())
                        continue;
                    shortBytes += plain.size();
                    // Too much to look through: not said to be missing.
                    if (shortBytes > (std::size_t{1} << 26U)
                        || plain.find(shortOnes[i]) != std::string::npos)
                        isMissing[i] = false;
                }
            }
        }
    }
    for (std::size_t i = 0; i < documents.size(); ++i)
        if (isMissing[i])
            out.missing.push_back(i);
    return out;
}

} // namespace trace

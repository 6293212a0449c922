// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/supportturn.h"

#include "models/drill/episode.h"
#include "models/drill/random.h"

#include <algorithm>
#include <cctype>

namespace drill {

namespace {

constexpr double kLongConversations = 0.16;
constexpr double kRevised = 0.55; // of the articles

std::string updatedOn(std::uint64_t seed, const Article& article)
{
    Random random(streamSeed(seed, "updated " + article.id, 0));
    const auto twoDigits = [](std::size_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    const std::string month = isRevised(seed, article) ? "11" : twoDigits(2 + random.below(7));
    return "2026-" + month + '-' + twoDigits(1 + random.below(20));
}

// The article asked about first, then others of its topic before any.
std::vector<Passage> retrieved(Random& random, std::uint64_t seed,
                               const std::vector<Article>& articles, std::size_t subject)
{
    std::vector<const Article*> found{&articles[subject]};
    std::vector<double> scores{random.between(0.78, 0.94)};
    const std::size_t offset = random.below(articles.size());
    const auto addFrom = [&](bool isSameTopic) {
        for (std::size_t i = 0; i < articles.size() && found.size() < kPassages; ++i) {
            const Article& article = articles[(offset + i) % articles.size()];
            const bool isKnown = std::ranges::find(found, &article) != found.end();
            if (!isKnown && (article.topic == articles[subject].topic) == isSameTopic) {
                found.push_back(&article);
                scores.push_back(scores.back() - random.between(0.05, 0.12));
            }
        }
    };
    addFrom(true);
    addFrom(false);
    std::vector<Passage> passages;
    for (std::size_t i = 0; i < found.size(); ++i)
        passages.push_back({.id = found[i]->id,
                            .title = found[i]->title,
                            .text = bodyText(*found[i]),
                            .score = scores[i],
                            .updated = updatedOn(seed, *found[i])});
    return passages;
}

// True when most longer words of `sentence` stand in `text` already.
bool isCovered(const std::string& sentence, const std::string& text)
{
    int words = 0;
    int known = 0;
    for (std::size_t start = 0; start < sentence.size();) {
        const std::size_t stop = std::min(sentence.find_first_of(" ,;.", start), sentence.size());
        if (stop - start > 3) {
            ++words;
            known += text.find(sentence.substr(start + 1, stop - start - 1)) == std::string::npos
                ? 0
                : 1;
        }
        start = stop + 1;
    }
    return known * 2 > words;
}

// Two sentences with a mark between them.
std::string joined(const std::string& sentence, const std::string& next)
{
    const bool needsMark =
        !next.empty() && std::isalnum(static_cast<unsigned char>(sentence.back())) != 0;
    return sentence + (needsMark ? "." : "") + next;
}

void addAnswer(SupportTurn& turn, Random& random, const SupportContent& content, const Fact& fact)
{
    const Article& article = *turn.article;
    turn.opening = random.pick(content.answerOpeners);
    turn.statement = random.pick(fact.answers);
    std::string answer = turn.answer();
    const double length = random.uniform();
    const std::size_t extra = length < 0.45 ? 0 : length < 0.85 ? 1 : 2;
    std::size_t added = 0;
    const std::size_t first = random.below(article.body.size());
    for (std::size_t i = 0; i < article.body.size() && added < extra; ++i) {
        const std::string& sentence = article.body[(first + i) % article.body.size()];
        if (isCovered(sentence, answer))
            continue;
        const std::string more =
            " " + (added == 0 ? random.pick(content.supportLeads) : std::string()) + sentence;
        answer += more;
        turn.rest += more;
        ++added;
    }
    turn.rest += random.pick(content.answerClosers);
}

} // namespace

bool isRevised(std::uint64_t seed, const Article& article)
{
    return Random(streamSeed(seed, "revised " + article.id, 0)).chance(kRevised);
}

std::string bodyText(const Article& article)
{
    std::string text;
    for (const std::string& sentence : article.body)
        text += (text.empty() ? "" : " ") + sentence;
    return text;
}

std::string SupportTurn::context() const
{
    std::string text = "Passages:";
    for (const Passage& passage : passages)
        text += "\n[" + passage.id + "] " + passage.title + "\n" + passage.text;
    return text;
}

std::string SupportTurn::documents() const
{
    std::string json;
    for (const Passage& passage : passages) {
        json += (json.empty() ? "" : ",");
        json += R"({"id":)" + inQuotes(passage.id) + R"(,"title":)" + inQuotes(passage.title)
            + R"(,"content":)" + inQuotes(passage.text) + R"(,"score":)"
            + std::to_string(passage.score) + R"(,"updated":)" + inQuotes(passage.updated) + "}";
    }
    return "[" + json + "]";
}

SupportTurn supportTurn(const SupportContent& content, std::uint64_t seed, std::uint64_t index)
{
    Random random(streamSeed(seed, "support-bot", index));
    const std::size_t subject = random.below(content.articles.size());
    SupportTurn turn;
    turn.article = &content.articles[subject];
    const Fact& fact = random.pick(turn.article->facts);
    // One draw a statement: the order of operands is not given.
    turn.question = random.pick(content.questionOpeners);
    turn.question += random.pick(fact.questions);
    turn.question = joined(turn.question, random.pick(content.questionClosers));
    turn.passages = retrieved(random, seed, content.articles, subject);
    addAnswer(turn, random, content, fact);
    return turn;
}

std::optional<SupportTurn> retoldTurn(const SupportContent& content, const std::string& question,
                                      Random& random)
{
    SupportTurn turn;
    const Fact* asked = nullptr;
    std::size_t longest = 0; // what one article asks may be a part of what another does
    for (const Article& article : content.articles) {
        for (const Fact& fact : article.facts) {
            for (const std::string& words : fact.questions) {
                if (words.size() > longest && question.find(words) != std::string::npos) {
                    longest = words.size();
                    asked = &fact;
                    turn.article = &article;
                }
            }
        }
    }
    if (asked == nullptr)
        return std::nullopt;
    turn.question = question;
    addAnswer(turn, random, content, *asked);
    return turn;
}

std::size_t turnsBefore(std::uint64_t seed, std::uint64_t head)
{
    Random random(streamSeed(seed, "support-bot before", head));
    return random.chance(kLongConversations) ? 10 + random.below(16) : 0;
}

} // namespace drill

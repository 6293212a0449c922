// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace items {

// How a text answers to what was typed, the better the later. A kind outweighs every score.
enum class FuzzyKind
{
    Scattered, // its letters in their order
    Inside, // in one piece, in the middle of a word
    WordStarts, // in pieces, each at the beginning of a word
    WordPrefix, // in one piece, from the beginning of a word on
    Prefix, // the text begins so
    Exact, // all of it
};

struct FuzzyMatch
{
    FuzzyKind kind = FuzzyKind::Scattered;
    int score = 0; // of two of a kind the higher is the better; 0 .. kHighestScore
    // Scattered ones: they begin a word and fill at least half of the stretch that they lie in, as
    // what was mistyped does.
    bool isDense = true;
    std::vector<int> places; // of the text's UTF-16 units that were matched, ascending

    int rank() const { return static_cast<int>(kind) * (kHighestScore + 1) + score; }
    static constexpr int kHighestScore = 99'999;
};

// What was typed, made ready to be looked for in many texts: each is matched when it has all its
// letters in their order, whatever their case and their marks ("resume" finds "Résumé"). Words that
// are set apart by blanks are looked for one by one, in any order. Never fails: of ill-formed
// UTF-16 a lone surrogate is a letter like any other. Any thread.
class FuzzyPattern
{
public:
    static constexpr std::size_t kLongestPattern = 120; // letters; a longer one matches nothing
    static constexpr std::size_t kLongestText = 400; // letters; what follows is not looked at

    FuzzyPattern() = default;
    explicit FuzzyPattern(QStringView typed);

    bool isEmpty() const { return m_words.empty() && !m_isTooLong; } // matches all
    // Nothing: it does not answer to it. An empty pattern: everything alike, no places.
    std::optional<FuzzyMatch> match(QStringView text) const;
    // The same in a text or in what stands beside it, each word in either. Places of the first and
    // of the second; what is only found beside counts least.
    struct Pair
    {
        int rank = 0;
        FuzzyKind kind = FuzzyKind::Scattered; // of the word that fits worst
        bool isDense = true; // all of them
        std::vector<int> places;
        std::vector<int> besidePlaces;
    };
    std::optional<Pair> match(QStringView text, QStringView beside) const;

private:
    struct Letter
    {
        char32_t folded = 0; // in lower case, without marks
        char32_t typed = 0;
        int place = 0; // of its first UTF-16 unit
        int units = 1;
        bool isWordStart = false;
    };
    using Letters = std::vector<Letter>;
    static Letters lettersOf(QStringView text, std::size_t limit);
    static std::optional<FuzzyMatch> matchLetters(const Letters& word, const Letters& text);
    static std::optional<FuzzyMatch> align(const Letters& word, const Letters& text,
                                           bool onlyWordStarts);
    static bool isDense(const std::vector<int>& places, const Letters& text);

    std::optional<FuzzyMatch> matchIn(const Letters& text) const;

    Letters m_whole; // with its blanks, one between two words
    std::vector<Letters> m_words;
    bool m_isTooLong = false;
};

} // namespace items

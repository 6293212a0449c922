// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace health {

enum class TokenKind : std::uint8_t
{
    Word,
    Number, // digits with separators, percent and currency left out: 1,000.50 is 1000.5
    Identifier, // snake_case, camelCase, dotted.path, --flag, call(), `quoted`
};

// A stretch of text. Its key is a hash of the normalised form (case folded, stemmed), so that two
// tokens that say the same compare equal; 64 bits make an accidental match a non-event here.
struct Token
{
    std::uint64_t key = 0; // of the whole token
    std::uint64_t memberKey = 0; // identifiers: of the last segment of a path; else equal to key
    std::uint32_t start = 0; // bytes
    std::uint32_t end = 0;
    TokenKind kind = TokenKind::Word;
    bool isContent = false; // carries meaning: not a stop word, not a single letter
    bool isName = false; // capitalised although it opens no sentence
    bool isCall =
        false; // identifier followed by an opening bracket, or a --flag: part of an interface
    bool isDefined =
        false; // identifier that this text itself introduces: "x =", "def x", "class X"
    bool opensSentence = false;
    bool isNegation = false;
};

// Linear in the text; any bytes are fine, ill-formed UTF-8 separates words. At most `limit` tokens.
std::vector<Token> tokenise(std::string_view text, std::size_t limit);

// Parts of an identifier: fetchInvoice_by.id is fetch, invoice, by, id; keys as of words.
std::vector<std::uint64_t> identifierParts(std::string_view identifier);

std::uint64_t wordKey(std::string_view word);

// Set of 64-bit hashes with open addressing.
class KeySet
{
public:
    explicit KeySet(std::size_t expected);
    void insert(std::uint64_t key);
    bool contains(std::uint64_t key) const;
    std::size_t size() const { return m_size; }

private:
    void grow();

    std::vector<std::uint64_t> m_slots; // 0 is free
    std::size_t m_size = 0;
};

} // namespace health

// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/tokens.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace health {

// Which names of a code answer the context can be asked about. What is imported from elsewhere,
// belongs to the language or its standard library, or is the answer's own is no business of the
// context; a member of what the context documents is. Read line by line, in the manner of the
// languages that answers are mostly written in (Python, JavaScript, TypeScript, Java, Kotlin, C#,
// Go, Rust, C, C++, Ruby, SQL, shell): no parser, so that half a program can be looked at too.
class CodeNames
{
public:
    CodeNames(std::string_view context, const std::vector<Token>& contextTokens,
              std::string_view answer);

    // An identifier of the answer that the context does not hold: would it have to?
    bool isForContext(const Token& token) const;

private:
    enum class Origin : std::uint8_t
    {
        Context, // what the context documents, or made by it
        Elsewhere, // another library, the language
        Own, // of the answer
    };

    void readContext(std::string_view context, const std::vector<Token>& tokens);
    void readLine(std::string_view line);
    void readImport(std::string_view line);
    void readNames(std::string_view names, Origin origin);
    void readAssignment(std::string_view line);
    void readDeclaration(std::string_view line);
    void readParameters(std::string_view line);
    std::string_view pathTo(const Token& token) const;
    bool isBareForContext(const Token& token, std::string_view name) const;
    bool isInCode(std::size_t at) const;
    Origin originOfModule(std::string_view module) const;
    Origin originOfExpression(std::string_view expression) const;
    bool isDocumented(std::string_view root) const;
    void define(std::string_view name, Origin origin);

    struct Block
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    std::string_view m_answer;
    std::vector<Block> m_blocks; // between fences; all of it where there is neither fence nor quote
    KeySet m_roots; // of the context: what its identifiers begin with, and what it calls a library
    bool m_hasFlags = false; // the context speaks of options of commands
    bool m_isInGoImport = false;
    std::unordered_map<std::string, Origin> m_names;
};

} // namespace health

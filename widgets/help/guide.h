// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QTextDocument>

#include <optional>
#include <vector>

namespace help {

// Where something stands in the guide.
struct Place
{
    QString page; // as the repository names it: "docs/guide/health.md"
    QString anchor = {}; // of a heading there; empty: its top

    friend bool operator==(const Place&, const Place&) = default;
};

// A heading and what stands below it, up to the next heading.
struct Section
{
    QString anchor; // as GitHub makes it, so that links work there, too
    QString title;
    int level = 1;
    int position = 0; // of the heading, in the page's document
    QString text; // plain
};

struct Page
{
    QString path;
    QString title; // its first heading
    QString markdown;
    std::vector<Section> sections; // the first is that of the title
};

// Of the whole guide: GitHub's Markdown, and never HTML.
inline constexpr QTextDocument::MarkdownFeatures kGuideMarkdown(QTextDocument::MarkdownDialectGitHub
                                                                | QTextDocument::MarkdownNoHTML);

QString anchorOf(const QString& heading);
std::vector<Section> sectionsOf(const QTextDocument& document);

// The user guide: the project's own Markdown, compiled in; nothing of a recording ever comes here.
// GUI thread.
class Guide
{
public:
    // The contents, whose links say which pages there are and in which order.
    static constexpr const char* kContents = "docs/guide/README.md";

    static const Guide& shipped();
    // The files below `folder`, named as in the repository. What cannot be read is left out.
    explicit Guide(const QString& folder);

    const std::vector<Page>& pages() const { return m_pages; } // the contents first
    const Page* page(const QString& path) const; // null: there is none
    const Section* section(const Place& place) const; // likewise
    // Where a link leads that stands on the page `from`; nothing: out of the guide.
    std::optional<Place> resolve(const QString& from, const QString& link) const;

private:
    std::vector<Page> m_pages;
};

// A link as an address of the repository ("resources/redaction/default.yaml"), or as it is where it
// has a scheme; an anchor without "#".
Place addressOf(const QString& from, const QString& link);

} // namespace help

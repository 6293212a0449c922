// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/help/guide.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTextBlock>
#include <QUrl>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

// In a static library nobody else would ask for them. Outside of namespaces, as the macro wants it.
static void initGuideResources()
{
    Q_INIT_RESOURCE(plumbline);
}

namespace help {

namespace {

QString markdownOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    // Pictures are for who reads it in the repository; here each is named, and leads out.
    static const QRegularExpression picture(u"!\\[([^\\]]*)\\]\\("_s);
    return text.replace(picture, u"[\\1]("_s);
}

QStringList linksIn(const QString& markdown)
{
    static const QRegularExpression link(u"\\]\\(([^()\\s]+)\\)"_s);
    QStringList links;
    for (auto found = link.globalMatch(markdown); found.hasNext();)
        links << found.next().captured(1);
    return links;
}

} // namespace

QString anchorOf(const QString& heading)
{
    QString anchor;
    for (const QChar c : heading.trimmed().toLower()) {
        if (c.isSpace())
            anchor += u'-';
        else if (c.isLetterOrNumber() || c == u'-' || c == u'_')
            anchor += c;
    }
    return anchor;
}

std::vector<Section> sectionsOf(const QTextDocument& document)
{
    std::vector<Section> sections;
    QHash<QString, int> times; // that an anchor was wanted
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (const int level = block.blockFormat().headingLevel(); level > 0) {
            const QString anchor = anchorOf(block.text());
            const int before = times[anchor]++;
            sections.push_back(
                {.anchor = before == 0 ? anchor : anchor + u'-' + QString::number(before),
                 .title = block.text(),
                 .level = level,
                 .position = block.position(),
                 .text = {}});
        } else if (!sections.empty()) {
            sections.back().text += block.text() + u'\n';
        }
    }
    return sections;
}

Place addressOf(const QString& from, const QString& link)
{
    // With a scheme of its own, so that what leads above the top stays there.
    const QUrl base(u"guide:/"_s + from);
    const QUrl url = base.resolved(QUrl(link));
    if (url.scheme() != base.scheme())
        return {.page = link};
    return {.page = url.path().mid(1), .anchor = url.fragment(QUrl::FullyDecoded)};
}

const Guide& Guide::shipped()
{
    initGuideResources();
    static const Guide guide(u":/guide"_s);
    return guide;
}

Guide::Guide(const QString& folder)
{
    const auto add = [this, &folder](const QString& path) {
        const QString markdown = markdownOf(folder + u'/' + path);
        if (markdown.isEmpty() || page(path) != nullptr)
            return;
        QTextDocument document;
        document.setUndoRedoEnabled(false);
        document.setMarkdown(markdown, kGuideMarkdown);
        std::vector<Section> sections = sectionsOf(document);
        const QString title = sections.empty() ? path : sections.front().title;
        m_pages.push_back(
            {.path = path, .title = title, .markdown = markdown, .sections = std::move(sections)});
    };
    const QString contents = QString::fromLatin1(kContents);
    add(contents);
    if (m_pages.empty())
        return;
    const QStringList links = linksIn(m_pages.front().markdown);
    for (const QString& link : links)
        add(addressOf(contents, link).page);
}

const Page* Guide::page(const QString& path) const
{
    const auto found = std::ranges::find(m_pages, path, &Page::path);
    return found == m_pages.end() ? nullptr : &*found;
}

const Section* Guide::section(const Place& place) const
{
    const Page* found = page(place.page);
    if (found == nullptr || found->sections.empty())
        return nullptr;
    if (place.anchor.isEmpty())
        return &found->sections.front();
    const auto section = std::ranges::find(found->sections, place.anchor, &Section::anchor);
    return section == found->sections.end() ? nullptr : &*section;
}

std::optional<Place> Guide::resolve(const QString& from, const QString& link) const
{
    Place place = addressOf(from, link);
    return section(place) != nullptr ? std::optional(std::move(place)) : std::nullopt;
}

} // namespace help

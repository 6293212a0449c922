// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/help/guide.h"

#include <QString>
#include <QStringList>
#include <QTextBrowser>

#include <vector>

class QTextBlock;

namespace common {
class Theme;
}

namespace help {

// One page of the guide, in the colours and sizes of the theme. The only rich text of the console:
// it shows our own files, loads nothing, and follows no link by itself. GUI thread.
class GuideText final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit GuideText(const common::Theme& theme, QWidget* parent = nullptr);

    void setPage(const QString& markdown); // from its top
    bool goTo(const QString& anchor); // empty: the top; false: there is none such
    QString anchorAtTop() const; // of the last heading that begins there or above; empty: none
    void mark(const QStringList& words); // wherever they stand

signals:
    void linkActivated(const QString& link); // as it is written

protected:
    QVariant loadResource(int type, const QUrl& name) override; // nothing
    void resizeEvent(QResizeEvent* event) override; // keeps its place
    void showEvent(QShowEvent* event) override; // at first where it was told to go before

private:
    void rebuild();
    void dressBlock(const QTextBlock& block);
    void dressTables();
    double topOf(int position) const;
    void leaveRoomBelow(double top); // so that this can be scrolled to the top

    const common::Theme& m_theme;
    QString m_markdown;
    QStringList m_words;
    std::vector<Section> m_sections;
    QString m_wanted; // the anchor that was gone to last
    bool m_wasShown = false;
};

} // namespace help

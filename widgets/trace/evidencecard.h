// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "widgets/common/theme.h"

#include <QAbstractButton>
#include <QString>
#include <QTextCharFormat>

#include <memory>
#include <optional>
#include <vector>

class QTextLayout;

namespace traceview {

// A card of plain texts under each other that can be pressed, by the mouse and by the keyboard.
// Texts are shown as they are: made safe by who sets them.
class EvidenceCard final : public QAbstractButton
{
    Q_OBJECT

public:
    struct Mark
    {
        int start = 0; // UTF-16, in the text
        int end = 0;
        common::ColorRole role = common::ColorRole::Accent;
        QTextCharFormat::UnderlineStyle style = QTextCharFormat::SingleUnderline;
    };
    struct Block
    {
        QString text;
        common::TextSize size = common::TextSize::Body;
        bool isBold = false;
        common::ColorRole role = common::ColorRole::TextPrimary;
        std::vector<Mark> marks = {};
    };

    explicit EvidenceCard(const common::Theme& theme, QWidget* parent = nullptr);
    ~EvidenceCard() override;

    // Empty blocks are left out. The accessible name is all of the texts.
    void setBlocks(std::vector<Block> blocks);
    void setSupport(std::optional<claims::Support> support); // glyph and edge
    void setDropped(bool isDropped); // a broken edge
    void setChosen(bool isChosen);
    bool isChosen() const { return m_isChosen; }
    int anchorHeight() const; // where lines to it end: beside the first marked words

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Laid
    {
        std::unique_ptr<QTextLayout> layout;
        common::ColorRole role = common::ColorRole::TextPrimary;
        qreal top = 0;
    };
    // The height that is needed in that width; the texts are kept when asked for.
    int arrange(int width, std::vector<Laid>* laid, int* anchor) const;
    void arrangeAgain();

    const common::Theme& m_theme;
    std::vector<Block> m_blocks;
    std::vector<Laid> m_laid;
    std::optional<claims::Support> m_support;
    int m_anchor = 0;
    bool m_isDropped = false;
    bool m_isChosen = false;
};

} // namespace traceview

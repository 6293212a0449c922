// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/sectionhead.h"

#include "widgets/common/formats.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

SectionHead::SectionHead(const common::Theme& theme, QWidget* parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(this, &QToolButton::clicked, this, [this] {
        setOpen(!m_isOpen);
        emit toggledOpen();
    });
    connect(&theme, &common::Theme::changed, this, &SectionHead::restyle);
    restyle();
}

void SectionHead::setTitle(const QString& title, int charts)
{
    if (std::exchange(m_title, title) != title || std::exchange(m_charts, charts) != charts)
        restyle();
}

void SectionHead::setOpen(bool isOpen)
{
    m_isOpen = isOpen;
    restyle();
}

void SectionHead::restyle()
{
    setFont(m_theme.font(common::TextSize::Body, true));
    setIcon(common::icon(m_theme, m_isOpen ? u"chevrondown"_s : u"chevronright"_s,
                         common::ColorRole::TextSecondary));
    const QString count = common::countedText(m_charts, tr("1 chart"), tr("%1 charts"));
    setText(m_isOpen ? m_title : u"%1 · %2"_s.arg(m_title, count));
    setAccessibleName(m_title);
    setAccessibleDescription(m_isOpen ? tr("Open, %1").arg(count) : tr("Closed, %1").arg(count));
    setToolTip(m_isOpen ? tr("Closes this section") : tr("Opens this section"));
}

} // namespace dashboard

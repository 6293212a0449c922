// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

namespace common {
class Theme;
}

// What the keys do and what the signs mean, on one page. It can stay open beside the window.
class HelpDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit HelpDialog(const common::Theme& theme, QWidget* parent = nullptr);
};

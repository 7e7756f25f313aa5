// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QTableWidget>

#include <vector>

namespace signalbox::ui {

class Theme;

/// The attempts of one exchange in their order, with what became of each.
class AttemptsTable final : public QTableWidget
{
    Q_OBJECT

public:
    using Attempts = decltype(models::ExchangeRecord::attempts);

    AttemptsTable(const Theme &theme, QWidget *parent);

    void setAttempts(const Attempts &attempts);

private:
    enum Column {
        TargetColumn,
        ProviderColumn,
        AnswerColumn,
        ResultColumn,
        FirstByteColumn,
        DurationColumn,
        ConnectionColumn,
        ColumnCount
    };

    const Theme &m_theme;
    Attempts m_attempts;
};

} // namespace signalbox::ui

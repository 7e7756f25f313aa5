// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

#include <array>

namespace signalbox::ui {

class UsageBar;

/// A rate limit: how much may pass within a window, by what it is counted, and how much of it is
/// used up now.
class RateLimitForm final : public NodeForm
{
    Q_OBJECT

public:
    RateLimitForm(const Theme &theme, QWidget *parent);

    void setMoment(const Moment &moment) override;
    [[nodiscard]] bool wantsMoment() const override { return true; }

private:
    void fill(const NodeSurroundings &surroundings) override;
    void showUsage();
    /// What is counted of the unit that has used most; nothing where that is not known.
    [[nodiscard]] std::optional<std::pair<QString, routing::RateUsage>> mostUsed() const;

    QSpinBox *m_requests;
    QSpinBox *m_tokens;
    QSpinBox *m_concurrent;
    QSpinBox *m_window;
    QComboBox *m_per;
    QLabel *m_unknown;
    std::array<UsageBar *, 3> m_usages{}; ///< requests, tokens, at once
    QString m_route;
    QStringList m_clients;
    Moment m_moment;
};

} // namespace signalbox::ui

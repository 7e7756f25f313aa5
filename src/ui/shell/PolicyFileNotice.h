// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyKeeper.h"
#include "ui/widgets/InlineMessage.h"

#include <functional>
#include <memory>

namespace signalbox::ui {

class Theme;

/// Says that another program wrote the policy file, and lets the user choose between the two.
/// What serves stays until then.
///
/// Lives on the GUI thread.
class PolicyFileNotice final : public QObject
{
    Q_OBJECT

public:
    /// Hands out what serves at the moment.
    using Served = std::function<std::shared_ptr<const models::Policy>()>;

    /// \a message is its to show; all arguments outlive the notice.
    PolicyFileNotice(models::PolicyKeeper &policies, Served served, InlineMessage &message,
                     const Theme &theme, QWidget *parent);

private:
    void show(const models::PolicyFileNews &news);
    void compare(const models::PolicyFileNews &news);
    void keepOurs();
    void showProblem(const QString &problem);

    models::PolicyKeeper &m_policies;
    Served m_served;
    InlineMessage &m_message;
    const Theme &m_theme;
    QWidget *m_window;
};

} // namespace signalbox::ui

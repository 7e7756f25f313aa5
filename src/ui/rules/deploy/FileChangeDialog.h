// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QDialog>

class QLabel;

namespace signalbox::ui {

class ChangesView;
class Theme;

/// What another program made of the policy file, beside what serves, and the choice between the
/// two.
///
/// Lives on the GUI thread; compares on a thread of the pool.
class FileChangeDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Results besides Rejected, which leaves everything as it is.
    enum Choice : int { TakeOver = Accepted, KeepOurs = Accepted + 1 };

    /// \a warnings are what the checks say of \a file, in words; may be empty.
    FileChangeDialog(const models::Policy &served, const models::Policy &file,
                     const QString &warnings, const Theme &theme, QWidget *parent);

private:
    void compare(const models::Policy &served, const models::Policy &file);

    QLabel *m_summary;
    ChangesView *m_changes;
};

} // namespace signalbox::ui

// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace signalbox::routing {
class SecretStore;
struct SecretReading;
} // namespace signalbox::routing

namespace signalbox::ui {

class KeyStates;
class Theme;

/// The keys of one provider: where each is, and a field for a new one. A key goes straight to the
/// keychain and is never shown again; the policy gets only the reference.
class KeyPanel final : public QWidget
{
    Q_OBJECT

public:
    KeyPanel(const Theme &theme, routing::SecretStore &secrets, KeyStates &states, QWidget *parent);

    void setProvider(const models::Provider &provider);
    /// Forgets what was typed.
    void clearEntry();

signals:
    void keysChanged(const QList<models::KeyReference> &keys);

private:
    enum Source { KeychainSource, EnvironmentSource };

    void showKeys();
    void showSource();
    void addKey();
    void keyWritten(const models::KeyReference &key, const routing::SecretReading &reading);
    void removeKey(const models::KeyReference &key);
    [[nodiscard]] QString freeName() const;

    const Theme &m_theme;
    routing::SecretStore &m_secrets;
    KeyStates &m_states;
    models::Provider m_provider;
    QVBoxLayout *m_rows;
    QComboBox *m_source;
    QLineEdit *m_entry;
    QPushButton *m_add;
    QLabel *m_page;
    QLabel *m_result;
};

} // namespace signalbox::ui

// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/tokens/BytePairEncoding.h"

#include <QString>

#include <memory>
#include <optional>
#include <string_view>

namespace signalbox::models {

/// The exact tokenizers that are installed: rank files in one folder, `o200k_base.tiktoken` and
/// `cl100k_base.tiktoken`, each read when it is first asked for and not before.
///
/// Thread-safe. Files are read on a thread of the global pool, so the first answers are null; what
/// is read stays until the last user lets go. A file that comes later is seen after a restart.
class Tokenizers final
{
public:
    explicit Tokenizers(const QString &folder);
    ~Tokenizers();
    Q_DISABLE_COPY_MOVE(Tokenizers)

    /// The tokenizer; null while it is being read, and when there is no usable file.
    [[nodiscard]] std::shared_ptr<const BytePairEncoding> find(TokenEncoding encoding) const;
    /// The tokenizer of \a model, by its name.
    [[nodiscard]] std::shared_ptr<const BytePairEncoding> findFor(std::string_view model) const;

    /// Whether a file was looked for and the search has ended, well or not.
    [[nodiscard]] bool isSettled(TokenEncoding encoding) const;
    /// Why the file that is there cannot be used, one English sentence; empty when it can, when
    /// there is none and while it is being read.
    [[nodiscard]] QString problem(TokenEncoding encoding) const;

private:
    struct State;
    std::shared_ptr<State> m_state; ///< shared with the threads that read
};

} // namespace signalbox::models

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * A secret in Core's database, without the secret.
 */
final class StoredSecret
{
    private int $row;
    private string $print;
    private string $sealed;
    private bool $decides;

    /**
     * @param int    $row     id of its row; 0: it is a setting
     * @param string $print   to compare with others of this owner
     * @param string $sealed  to put it back later
     * @param bool   $decides false: manual attributes set another one, and that is what counts
     */
    public function __construct(int $row, string $print, string $sealed, bool $decides = true)
    {
        $this->row = $row;
        $this->print = $print;
        $this->sealed = $sealed;
        $this->decides = $decides;
    }

    public function row(): int
    {
        return $this->row;
    }

    /**
     * Not `print`, a word of the language.
     */
    public function mark(): string
    {
        return $this->print;
    }

    public function sealed(): string
    {
        return $this->sealed;
    }

    public function decides(): bool
    {
        return $this->decides;
    }

    /**
     * The same row with another secret.
     */
    public function renewed(string $print): self
    {
        return new self($this->row, $print, '', $this->decides);
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Throwable;

/**
 * The module's own database: small records, written by several processes at once. Tables: Models.
 */
interface Storage
{
    /**
     * @param array<string, int|string|Blob|null> $bind values for the named placeholders
     *
     * @return list<array<string, string|null>> rows as strings by column; SQL NULL stays null
     *
     * @throws CannotStore
     */
    public function rows(string $sql, array $bind = []): array;

    /**
     * One INSERT, UPDATE or DELETE. Bytes that are no text are bound as `Blob`.
     *
     * @param array<string, int|string|Blob|null> $bind
     *
     * @throws CannotStore
     */
    public function write(string $sql, array $bind = []): void;

    /**
     * All that `$work` reads and writes, with nobody else writing meanwhile; or, when it throws, none of it.
     *
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     *
     * @throws CannotStore
     * @throws Throwable what $work throws
     */
    public function atOnce(callable $work);
}

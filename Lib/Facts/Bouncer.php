<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Ports\BouncerPolls;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Does something outside ask this PBX whom to keep out? In steps, so that asking again is no other fact.
 *
 * @phpstan-type Found array{bouncer: bool|null, bouncerAsked?: 'hour'|'not'|'now'}
 */
final class Bouncer
{
    /** Bouncers ask every few seconds; the slowest are told every minute. */
    private const NOW = 300;
    /** More keys that may ask than anybody has. */
    private const KEYS = 100;

    private Rows $rows;
    private Schema $schema;
    private BouncerPolls $polls;

    public function __construct(Rows $rows, Schema $schema, BouncerPolls $polls)
    {
        $this->rows = $rows;
        $this->schema = $schema;
        $this->polls = $polls;
    }

    /**
     * @return Found
     */
    public function find(): array
    {
        $isThere = $this->polls->isThere();
        if ($isThere !== true) {
            return ['bouncer' => $isThere];
        }
        try {
            $seconds = $this->polls->secondsSince($this->keys());
        } catch (CannotRead $hidden) {
            return ['bouncer' => true];
        }
        if ($seconds === null) {
            return ['bouncer' => true, 'bouncerAsked' => 'not'];
        }
        return ['bouncer' => true, 'bouncerAsked' => $seconds <= self::NOW ? 'now' : 'hour'];
    }

    /**
     * Those that may ask.
     *
     * @return list<string>
     *
     * @throws CannotRead
     */
    private function keys(): array
    {
        if (!$this->schema->hasTable('m_ApiKeys')) {
            return [];
        }
        $mayAsk = $this->schema->hasColumn('m_ApiKeys', 'allowed_paths')
            ? "WHERE full_permissions = '1' OR allowed_paths LIKE '%firewall-bouncer%'"
            : '';
        $rows = $this->rows->rows(
            "SELECT id FROM m_ApiKeys $mayAsk ORDER BY last_used_at DESC LIMIT " . self::KEYS
        );
        return array_map(static function (array $row): string {
            return Column::text($row['id']);
        }, $rows);
    }
}

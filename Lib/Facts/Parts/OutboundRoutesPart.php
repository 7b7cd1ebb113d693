<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Outbound routes in the order in which Core tries them. Numbers as Core reads them: of a text that is none, 0.
 */
final class OutboundRoutesPart implements DatabasePart
{
    /** How many digits may follow: any number of them. Core takes everything below 0 for it. */
    private const ANY = -1;

    private Rows $rows;

    public function __construct(Rows $rows)
    {
        $this->rows = $rows;
    }

    public function name(): string
    {
        return 'outboundRoutes';
    }

    public function read(): array
    {
        $routes = [];
        // Core dials through a provider only where both of its rows are there.
        $rows = $this->rows->rows(
            "SELECT r.id, r.rulename, r.priority, r.numberbeginswith, r.restnumbers, r.trimfrombegin, r.prepend,
                    r.providerid, EXISTS (
                        SELECT 1 FROM m_Providers p
                        WHERE p.uniqid = r.providerid AND (
                            (p.type = 'SIP' AND EXISTS (
                                SELECT 1 FROM m_Sip s WHERE s.uniqid = p.uniqid AND s.disabled = '0'
                            )) OR (p.type = 'IAX' AND EXISTS (
                                SELECT 1 FROM m_Iax i WHERE i.uniqid = p.uniqid AND i.disabled = '0'
                            ))
                        )
                    ) AS live
             FROM m_OutgoingRoutingTable r
             ORDER BY CAST(r.priority AS INTEGER), r.id"
        );
        foreach ($rows as $row) {
            $routes[] = [
                'id' => Column::text($row['id']),
                'name' => Column::text($row['rulename']),
                'priority' => Column::number($row['priority']),
                'pattern' => Column::text($row['numberbeginswith']),
                'rest' => max(self::ANY, Column::number($row['restnumbers'])),
                'trim' => max(0, Column::number($row['trimfrombegin'])),
                'prepend' => Column::text($row['prepend']),
                'providerId' => Column::text($row['providerid']),
                'providerDisabled' => !Column::isOn($row['live']),
            ];
        }
        return $routes;
    }
}

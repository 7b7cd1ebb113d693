<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * A part made of the rows of Core's database and nothing else: as long as the database has not changed, neither has
 * the part (DatabaseSignature).
 */
interface DatabasePart extends Part
{
}

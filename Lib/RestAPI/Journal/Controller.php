<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\RestAPI\Journal;

use MikoPBX\PBXCoreREST\Attributes\ApiOperation;
use MikoPBX\PBXCoreREST\Attributes\ApiResource;
use MikoPBX\PBXCoreREST\Attributes\ApiResponse;
use MikoPBX\PBXCoreREST\Attributes\HttpMapping;
use MikoPBX\PBXCoreREST\Attributes\ResourceSecurity;
use MikoPBX\PBXCoreREST\Attributes\SecurityType;
use MikoPBX\PBXCoreREST\Controllers\BaseRestController;

/**
 * Who did what with the checklist, newest first.
 */
#[ApiResource(
    path: '/pbxcore/api/v3/module-security-checklist/journal',
    tags: ['Module Security Checklist'],
    description: 'Journal of the security checklist',
    processor: Processor::class
)]
#[ResourceSecurity('module_security_checklist', requirements: [SecurityType::LOCALHOST, SecurityType::BEARER_TOKEN])]
#[HttpMapping(
    mapping: ['GET' => ['getList']],
    resourceLevelMethods: [],
    collectionLevelMethods: ['getList'],
    customMethods: [],
    idPattern: ''
)]
class Controller extends BaseRestController
{
    protected string $processorClass = Processor::class;

    #[ApiOperation(summary: 'Journal of the security checklist', description: 'Newest first. `before`: id, for older ones; `limit`: 1 to 500.', operationId: 'getSecurityChecklistJournal')]
    #[ApiResponse(200, 'rest_response_200_list')]
    #[ApiResponse(401, 'rest_response_401_unauthorized', 'PBXApiResult')]
    #[ApiResponse(403, 'rest_response_403_forbidden', 'PBXApiResult')]
    public function getList(): void
    {
    }
}
